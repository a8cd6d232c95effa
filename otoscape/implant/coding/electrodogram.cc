// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/electrodogram.h"

#include <algorithm>
#include <cmath>

#include "otoscape/implant/coding/cycle_clock.h"
#include "otoscape/implant/coding/make_coder.h"

namespace otoscape::implant::coding {
namespace {

constexpr double kClockHz = 5e6;  // of the radio link
constexpr double kMicrosecond = 1e6;
constexpr std::size_t kBlock = 4096;

// The coder's cycles, the last one filled up with silence.
template <class Take>
void run_coder(Coder<double>& coder, std::span<const double> sound, Take take) {
  const double period = coder.period_samples(), first = coder.first_sample();
  const double length = static_cast<double>(sound.size());
  if (length == 0.0) return;
  const auto cycles = static_cast<std::int64_t>(std::ceil(length / period - 1e-9));
  const double needed = std::ceil(first + static_cast<double>(cycles - 1) * period) + 1.0;
  std::vector<double> padded(sound.begin(), sound.end());
  padded.resize(std::max(sound.size(), static_cast<std::size_t>(needed)));
  std::vector<Frame> frames(static_cast<std::size_t>(static_cast<double>(kBlock) / period) + 2);
  std::int64_t sent = 0;
  for (std::size_t at = 0; at < padded.size(); at += kBlock) {
    const auto part = std::span(padded).subspan(at, std::min(kBlock, padded.size() - at));
    const int count = coder.process(part, frames);
    for (int i = 0; i < count && sent < cycles; ++i, ++sent) {
      take(frames[static_cast<std::size_t>(i)]);
    }
  }
}

}  // namespace

PulseTiming pulse_timing(const CodingParams& params) {
  if (params.strategy == Strategy::hires120) {
    // A slot for each pair of neighbours, two phases without a gap.
    return {2.0 * params.pulse_width_us, static_cast<int>(params.bands.size()) - 1};
  }
  const int pulses = pulses_per_cycle(params);
  const double ticks = std::round(kClockHz / (CycleClock(params).cycles_hz() * pulses));
  return {ticks * kMicrosecond / kClockHz, pulses};
}

Electrodogram electrodogram(const CodingParams& params, std::span<const double> sound) {
  Electrodogram result;
  result.phase_width_us = params.pulse_width_us;
  result.phase_gap_us = params.phase_gap_us;
  const auto coder = make_coder<double>(params);
  if (!coder) return result;
  const double period_us = pulse_timing(params).period_us;
  std::int64_t slot = 0;  // counted, so that rounding does not add up
  run_coder(*coder, sound, [&](const Frame& frame) {
    for (int i = 0; i < frame.count; ++i) {
      const Pulse& pulse = frame.pulses[static_cast<std::size_t>(i)];
      const bool together = pulse.with_previous && !result.pulses.empty();
      if (together) result.pulses.back().period_us = 0.0;
      slot += together ? 0 : 1;
      result.pulses.push_back({static_cast<double>(slot - 1) * period_us, period_us, pulse});
    }
  });
  return result;
}

}  // namespace otoscape::implant::coding
