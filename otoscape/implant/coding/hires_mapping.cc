// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_mapping.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace otoscape::implant::coding {
namespace {

// From channel to slot, from 1, as published.
constexpr std::array<int, tables::kHiresChannels> kSlots = {1, 5, 9,  13, 2, 6, 10, 14,
                                                            3, 7, 11, 15, 4, 8, 12};
constexpr std::array<int, tables::kHiresChannels> channels_of_slots() {
  std::array<int, tables::kHiresChannels> channels{};
  for (std::size_t c = 0; c < tables::kHiresChannels; ++c) {
    channels[static_cast<std::size_t>(kSlots[c] - 1)] = static_cast<int>(c);
  }
  return channels;
}
constexpr auto kChannels = channels_of_slots();

constexpr double kLog2PowerDb = 3.0103;
constexpr double kLoudestDb = 90.309 - 12.0;  // the envelope that reaches C
constexpr double kMostMicroAmperes = 2048.0;

}  // namespace

int hires_channel_of_slot(int slot) { return kChannels[static_cast<std::size_t>(slot)]; }

HiresClock::HiresClock(double pulse_width_us)
    // 30 phases in nanoseconds, times 17 400 / 10⁹ samples each, in 10⁻⁷.
    : step_(std::llround(pulse_width_us * 1e3) * 2 * tables::kHiresChannels * 174) {}

HiresMapping::HiresMapping(const CodingParams& params, double period_s, bool carrier)
    : cycles_per_second_(std::round(1.0 / period_s)),
      has_carrier_(carrier),
      volume_(params.volume) {
  assert(params.bands.size() == electrodes_.size());
  for (std::size_t e = 0; e < electrodes_.size(); ++e) {
    const BandParams& band = params.bands[e];
    const double range = band.c_level - band.t_level;
    const double slope = range / params.growth.range_db;
    electrodes_[e] = {band.electrode, slope, band.t_level + range - slope * kLoudestDb,
                      band.t_level, band.silent};
  }
}

// 1 or, during the first half of a period, less: a square wave at the peak's frequency whose depth
// falls to nothing as the frequency nears that of the cycles.
double HiresMapping::carrier(int channel, double hz) noexcept {
  double& phase = phases_[static_cast<std::size_t>(channel)];
  const double step = hz / cycles_per_second_;
  phase += std::min(step, 0.5);
  phase -= std::floor(phase);
  const double depth = std::clamp(2.0 - 2.0 * step, 0.0, 1.0);
  return phase < 0.5 ? 1.0 - depth : 1.0;
}

Pulse HiresMapping::pulse(int electrode, double db, double weight) const noexcept {
  const Electrode& e = electrodes_[static_cast<std::size_t>(electrode)];
  Pulse pulse{.electrode = e.number, .band = electrode};
  if (e.silent) return pulse;
  double whole = std::clamp(e.offset + e.slope * db, 0.0, kMostMicroAmperes);
  // The volume scales the part above T; currents below T are inaudible.
  if (whole > e.t_level) whole = e.t_level + volume_ * (whole - e.t_level);
  const double current = weight * whole;
  pulse.current_ua = static_cast<float>(current);
  pulse.level = static_cast<int>(current + 0.5);
  return pulse;
}

template <class Real>
void HiresMapping::cycle(const HiresRequest<Real>& request, Frame& out) noexcept {
  out.clear();
  for (const int channel : kChannels) {
    const auto c = static_cast<std::size_t>(channel);
    const double on = carrier(channel, request.peaks_hz[c]);
    const double db =
        kLog2PowerDb * static_cast<double>(request.envelopes[c]) * (has_carrier_ ? on : 1.0);
    out.add(pulse(channel, db, request.weights[c].lower));
    Pulse upper = pulse(channel + 1, db, request.weights[c].upper);
    upper.with_previous = true;
    out.add(upper);
  }
}

template void HiresMapping::cycle(const HiresRequest<float>&, Frame&) noexcept;
template void HiresMapping::cycle(const HiresRequest<double>&, Frame&) noexcept;

}  // namespace otoscape::implant::coding
