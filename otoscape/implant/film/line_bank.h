// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/dsp/row.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::film {

// The power of a spectrum in bands, each rendered by one carrier: a steady sine on a line of a
// grid, or a band of noise. Amplitudes are linear from slice to slice. Carriers are functions of
// the programme's frame alone, so that a region equals that part of the whole.
class LineBank {
 public:
  static constexpr int kMostLines = 64;
  enum class Carrier { sine, noise };

  LineBank() = default;
  // bins: of the slices' spectra, from 0 Hz to half the rate.
  LineBank(Carrier carrier, Hertz rate, int bins, std::uint64_t key)
      : carrier_(carrier), rate_(rate), bins_(bins), key_(key) {}

  // Audio side. Sines at these frequencies, ascending. `carried_hz`, as many and ascending: whose
  // power each carries; what lies between two of them is shared in proportion to its distance.
  // Lines above 0.45 of the rate are left out.
  void put_on_grid(std::span<const double> grid_hz,
                   std::span<const double> carried_hz) noexcept OTOSCAPE_RT;
  // Bands of noise between neighbouring edges.
  void put_between(std::span<const double> edges_hz) noexcept OTOSCAPE_RT;
  int lines() const noexcept { return count_; }

  // Sets the amplitudes from one slice's power to another's; the middles of the slices are `frames`
  // apart.
  void aim(std::span<const float> from_power, std::span<const float> to_power,
           int frames) noexcept OTOSCAPE_RT;
  // From the last aim's second slice to another.
  void aim_on(std::span<const float> to_power) noexcept OTOSCAPE_RT;
  // Depth of a modulation near 70 Hz, at constant power, with a different rate on each line.
  struct Roughness {
    float from = 0.0f, to = 0.0f;  // over Row::kFrames frames
    int position = 0;              // of the first of them in this call
  };
  // At most Row::kFrames frames from `frame` of the programme on, `position` frames after the first
  // slice of aim.
  void render(std::int64_t frame, int position, int frames, const Roughness& roughness,
              dsp::Row& out) const noexcept OTOSCAPE_RT;

 private:
  struct Line {
    int first_bin = 0, end_bin = 0;  // of what it carries, for sines up to what the next one does
    float carried_bin = 0.0f, per_bin = 0.0f;  // of sines: there, and 1 over the way to the next
    std::uint64_t phase = 0, step = 0;         // of the carrier
    std::uint64_t cells = 0, noise_key = 0;    // of the noise; or
    std::uint64_t rough_phase = 0, rough_step = 0;  // of the roughness
    float from = 0.0f, to = 0.0f;                   // RMS
    bool heard = false;
  };
  std::span<Line> used() noexcept {
    return std::span(lines_).first(static_cast<std::size_t>(count_));
  }
  void rms(std::span<const float> power, float Line::*value) noexcept;
  void mark_heard() noexcept;
  Line line(double hz, double from_hz, double to_hz) const noexcept;
  int bin(double hz) const noexcept;
  void carrier(const Line& line, std::int64_t frame, int frames, dsp::Row& out) const noexcept;

  Carrier carrier_ = Carrier::sine;
  Hertz rate_{48000.0};
  int bins_ = 0, count_ = 0;
  std::uint64_t key_ = 0;
  float per_frame_ = 0.0f;  // of the way from slice to slice
  std::array<Line, kMostLines> lines_{};
};

}  // namespace otoscape::implant::film
