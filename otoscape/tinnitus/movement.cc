// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/movement.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::tinnitus {
namespace {

constexpr double kStretchSeconds = 0.025;
// Of the level, in dB: two noises, −3 dB at these rates, and their shares. Their standard deviation
// lies between the two, from one layer and ear to the next.
constexpr double kBreathHz = 0.07, kBreathShare = 0.85, kSwayHz = 0.25, kSwayShare = 0.53;
constexpr double kLeastDb = 1.1, kMostDb = 1.5;
// Of the pitch: at the rate kPitchHz about 0.2 % of it, never above 0.7 %.
constexpr double kPitchHz = 0.1, kPitchShare = 0.8 * 0.0025;
constexpr double kBeatHz = 0.6, kBeatTurns = 0.35;
constexpr double kPulseHz = 2.0, kPulseTurns = 0.25, kTrainHz = 0.5, kTrainTurns = 0.15;

enum Part : std::uint64_t { breath = 100, sway, pitch, beat, pulse, train, size };

std::int64_t floor_of(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

double between(double from, double to, double way) { return from + (to - from) * way; }

Movement::Point between(const Movement::Point& a, const Movement::Point& b, double way) {
  return {between(a.gain_lin, b.gain_lin, way), between(a.pitch_s, b.pitch_s, way),
          between(a.beat, b.beat, way), between(a.pulse, b.pulse, way),
          between(a.train, b.train, way)};
}

}  // namespace

Movement::Movement(Hertz rate, int tick_frames, std::uint64_t key, Parts parts) : parts_(parts) {
  const double tick_s = tick_frames / rate.value();
  stretch_ticks_ = std::max<std::int64_t>(std::llround(kStretchSeconds / tick_s), 1);
  per_tick_ = 1.0 / static_cast<double>(stretch_ticks_);
  const double frames = static_cast<double>(stretch_ticks_) * tick_frames;
  const auto noise = [&](Part part, double hz) {
    // Not turned up to a carrier, a noise reaches to half its width.
    return Noise{dsp::hash(key, part),
                 dsp::to_cells(frames * dsp::cells_per_frame(Hertz(2.0 * hz), rate))};
  };
  breath_ = noise(Part::breath, kBreathHz), sway_ = noise(Part::sway, kSwayHz);
  pitch_ = noise(Part::pitch, kPitchHz), beat_ = noise(Part::beat, kBeatHz);
  pulse_ = noise(Part::pulse, kPulseHz), train_ = noise(Part::train, kTrainHz);
  const double share = std::ldexp(static_cast<double>(dsp::hash(key, Part::size) >> 11), -53);
  level_sd_db_ = std::lerp(kLeastDb, kMostDb, share);
}

double Movement::Noise::at(std::int64_t stretch) const noexcept {
  return dsp::slow_noise(key, static_cast<std::uint64_t>(stretch) * step);
}

Movement::Point Movement::at(std::int64_t stretch) const noexcept {
  Point point;
  if (parts_.drift) {
    constexpr double kNeperPerDb = std::numbers::ln10 / 20.0;
    const double nepers = kNeperPerDb * level_sd_db_,
                 x = kBreathShare * breath_.at(stretch) + kSwayShare * sway_.at(stretch);
    point.gain_lin = std::exp(nepers * x - nepers * nepers);  // the second: what swings add
    point.pitch_s = kPitchShare / (2.0 * std::numbers::pi * kPitchHz) * pitch_.at(stretch);
  }
  if (parts_.rough) point.beat = kBeatTurns * beat_.at(stretch);
  if (parts_.crickets) {
    point.pulse = kPulseTurns * pulse_.at(stretch);
    point.train = kTrainTurns * train_.at(stretch);
  }
  return point;
}

Movement::Line Movement::over(std::int64_t tick, Stretch& last) const noexcept {
  if (!parts_.drift && !parts_.rough && !parts_.crickets) return {};
  const std::int64_t number = floor_of(tick, stretch_ticks_);
  if (last.number != number) {
    last.ends.from = last.number == number - 1 ? last.ends.to : at(number);
    last.ends.to = at(number + 1);
    last.number = number;
  }
  const auto past = static_cast<double>(tick - number * stretch_ticks_);
  return {between(last.ends.from, last.ends.to, past * per_tick_),
          between(last.ends.from, last.ends.to, (past + 1.0) * per_tick_)};
}

}  // namespace otoscape::tinnitus
