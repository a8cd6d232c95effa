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

// Slots of a frame: pulses that fire together share one.
int slots_of(const Frame& frame) {
  int slots = 0;
  for (int i = 0; i < frame.count; ++i) {
    slots += i > 0 && frame.pulses[static_cast<std::size_t>(i)].with_previous ? 0 : 1;
  }
  return slots;
}

// The begin of each slot of a cycle, µs.
class SlotTimes {
 public:
  SlotTimes(const CodingParams& params, double cycle_samples, Hertz sound_rate)
      : cycle_us_(cycle_samples / sound_rate.value() * kMicrosecond) {
    if (params.strategy == Strategy::hires120) {
      slot_us_ = pulse_timing(params).period_us;
    } else {
      tick_us_ = kMicrosecond / kClockHz;
    }
  }

  double operator()(std::int64_t cycle, int slot, int slots) const {
    const double from_start = slot * (slot_us_ > 0.0 ? slot_us_ : cycle_us_ / slots);
    const double time_us = static_cast<double>(cycle) * cycle_us_ + from_start;
    return tick_us_ > 0.0 ? std::round(time_us / tick_us_) * tick_us_ : time_us;
  }

 private:
  double cycle_us_;
  double slot_us_ = 0.0;  // 0: equal parts of a cycle
  double tick_us_ = 0.0;  // 0: no clock
};

// From each pulse's time to the next one's; the last one's is `last_us`.
void set_periods(std::vector<Electrodogram::TimedPulse>& pulses, double last_us) {
  for (std::size_t i = 0; i < pulses.size(); ++i) {
    const bool last = i + 1 == pulses.size();
    pulses[i].period_us = last ? last_us : pulses[i + 1].time_us - pulses[i].time_us;
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

Electrodogram electrodogram(const CodingParams& params, std::span<const double> sound,
                            PulseGrid grid, std::optional<Hertz> sound_rate) {
  Electrodogram result;
  result.phase_width_us = params.pulse_width_us;
  result.phase_gap_us = params.phase_gap_us;
  const auto coder = make_coder<double>(params);
  if (!coder) return result;
  const double grid_us = pulse_timing(params).period_us;
  const Hertz rate = sound_rate.value_or(device_rate(params.strategy));
  result.cycles_hz = rate.value() / coder->period_samples();
  const SlotTimes times(params, coder->period_samples(), rate);
  std::int64_t cycle = 0, slots_before = 0;  // counted, so that rounding does not add up
  run_coder(*coder, sound, [&](const Frame& frame) {
    const int slots = slots_of(frame);
    int slot = -1;
    for (int i = 0; i < frame.count; ++i) {
      const Pulse& pulse = frame.pulses[static_cast<std::size_t>(i)];
      slot += i > 0 && pulse.with_previous ? 0 : 1;
      const double time_us = grid == PulseGrid::toolbox
                                 ? static_cast<double>(slots_before + slot) * grid_us
                                 : times(cycle, slot, slots);
      result.pulses.push_back({time_us, 0.0, pulse});
    }
    slots_before += slots;
    ++cycle;
  });
  set_periods(result.pulses, grid_us);
  return result;
}

}  // namespace otoscape::implant::coding
