// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding/hires_bank.h"
#include "otoscape/implant/coding/hires_peaks.h"
#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

// The times of cycles, counted in whole numbers.
class HiresClock {
 public:
  explicit HiresClock(double pulse_width_us);

  // One cycle is step / kUnit samples.
  double period_samples() const { return static_cast<double>(step_) / kUnit; }
  double period_s() const { return period_samples() / tables::kHiresRate; }
  // The slice that a cycle sends.
  std::int64_t slice(std::int64_t cycle) const {
    return cycle * step_ / (kUnit * tables::kHiresHop);
  }
  // The sample with which a cycle is complete.
  std::int64_t sample(std::int64_t cycle) const {
    return kFirstSample + (cycle * step_ + kUnit - 1) / kUnit;
  }
  // Slice f ends with sample 20 f + 19 after the gain control. That works in blocks of 8, which
  // delays a sample by up to 7: the slice is complete with sample 20 f + 26 at the latest.
  static constexpr std::int64_t kFirstSample = 26;

 private:
  static constexpr std::int64_t kUnit = 10'000'000;  // so that a nanosecond is a whole number
  std::int64_t step_;
};

// The channel, 0…14, that fires in a slot of a cycle.
int hires_channel_of_slot(int slot);

// The output of the channels, held until the next cycles.
template <class Real>
struct HiresRequest {
  HiresChannelsOf<Real> envelopes{};  // log2 of power
  std::array<double, tables::kHiresChannels> peaks_hz{};
  std::array<Steering, tables::kHiresChannels> weights{};
};

// From envelopes and peaks to one cycle of pulses. Phases of the carriers are double: an error in a
// peak's frequency accumulates over the sound.
class HiresMapping {
 public:
  HiresMapping(const CodingParams& params, double period_s, bool carrier);

  template <class Real>
  void cycle(const HiresRequest<Real>& request, Frame& out) noexcept OTOSCAPE_RT;
  void reset() { phases_.fill(0.0); }

 private:
  // I = offset + slope · dB of the carried envelope.
  struct Electrode {
    int number = 0;
    double slope = 0.0, offset = 0.0, t_level = 0.0;
    bool silent = false;
  };
  double carrier(int channel, double hz) noexcept;
  Pulse pulse(int electrode, double db, double weight) const noexcept;

  std::array<Electrode, tables::kHiresChannels + 1> electrodes_;
  std::array<double, tables::kHiresChannels> phases_{};
  double cycles_per_second_;
  bool has_carrier_;
  double volume_;
};

}  // namespace otoscape::implant::coding
