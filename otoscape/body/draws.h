// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::body {

// Numbers drawn from a key, by index: the same index gives the same number.
class Draws {
 public:
  explicit Draws(std::uint64_t key) noexcept OTOSCAPE_RT : key_(key) {}

  // The draws of a part or of an event, independent of these.
  Draws of(std::int64_t number) const noexcept OTOSCAPE_RT {
    return Draws(dsp::hash(key_, static_cast<std::uint64_t>(number)));
  }
  std::uint64_t bits(std::uint64_t index) const noexcept OTOSCAPE_RT {
    return dsp::hash(key_, index);
  }
  double uniform(std::uint64_t index) const noexcept OTOSCAPE_RT {  // 0…1
    return static_cast<double>(bits(index) >> 11) * 0x1p-53;
  }
  double between(std::uint64_t index, double low, double high) const noexcept OTOSCAPE_RT {
    return low + (high - low) * uniform(index);
  }
  // Mean 0, variance 1: the sum of four uniform numbers, never above 3.47.
  double normal(std::uint64_t index) const noexcept OTOSCAPE_RT {
    const std::uint64_t h = bits(index);
    const std::uint64_t sum = (h & 0xffff) + (h >> 16 & 0xffff) + (h >> 32 & 0xffff) + (h >> 48);
    return (static_cast<double>(sum) - 2.0 * 65535.0) * (std::numbers::sqrt3 / 65536.0);
  }
  std::uint64_t key() const noexcept OTOSCAPE_RT { return key_; }

 private:
  std::uint64_t key_;
};

// Noise of unit variance at a time, −3 dB at `hz`.
inline double slow_noise(std::uint64_t key, double time_s, double hz) noexcept OTOSCAPE_RT {
  constexpr double kCellsInWidth = 0.4550;  // as dsp::cells_per_frame
  return dsp::slow_noise(key, dsp::to_cells(2.0 * hz / kCellsInWidth * time_s));
}

inline double db_to_lin(double db) noexcept OTOSCAPE_RT { return std::pow(10.0, db / 20.0); }

}  // namespace otoscape::body
