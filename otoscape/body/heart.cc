// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/heart.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "otoscape/body/draws.h"
#include "otoscape/body/levels.h"

namespace otoscape::body {
namespace {

struct Partial {
  double hz, rise_ms, decay_ms, amplitude;
};
constexpr Partial kMitral[] = {{31, 14, 40, .75}, {47, 11, 30, 1.0}, {68, 8, 22, .70},
                               {97, 6, 16, .34},  {142, 5, 12, .13}, {205, 4, 9, .045}};
constexpr Partial kTricuspid[] = {{54, 9, 22, .42}, {86, 6, 15, .22}, {128, 5, 11, .07}};
constexpr Partial kAortic[] = {
    {42, 9, 24, .30}, {61, 7, 18, .42}, {95, 5, 12, .28}, {150, 4, 9, .10}, {225, 3, 7, .035}};
constexpr Partial kPulmonary[] = {{49, 8, 20, .22}, {78, 6, 14, .17}, {120, 4, 10, .06}};
constexpr Partial kPulse[] = {{21, 26, 60, .33}, {30, 22, 50, .36}, {42, 18, 38, .20}};
constexpr Bump kNoiseBumps[] = {{150, 90, 4}, {320, 180, 3}};
constexpr Colour kNoise{15.0, 120.0, kNoiseBumps, 90.0, 1024};
constexpr double kNoiseAmplitude = 0.055;
constexpr double kLeanDb = 0.8;   // the heart lies to the left
constexpr double kLongest = 1.1;  // s, from the beat to the pulse's end

enum Group : std::int64_t { kMitralOf, kTricuspidOf, kAorticOf, kPulmonaryOf, kPulseOf, kGroups };
enum Draw : std::uint64_t {
  kLevel,
  kSecondLevel,
  kTilt,
  kPitch,
  kSecondAt,
  kTricuspidAt,
  kTricuspidLevel,
  kSplit,
  kPulseAt,
  kNoiseLevel
};

// What a whole beat shares.
struct Strike {
  double level_db, tilt_db_oct, pitch;
  bool film;
};

struct Place {
  Group group;
  double after_s, more_db;
};

Mode mode_of(const Partial& partial, const Strike& strike, const Draws& own, const Draws& fixed) {
  Mode mode;
  const bool pulse = partial.rise_ms > 15.0;
  double level =
      strike.level_db + 1.4 * own.normal(0) + strike.tilt_db_oct * std::log2(partial.hz / 60.0);
  mode.hz = partial.hz * strike.pitch * (1.0 + 0.022 * own.normal(1));
  mode.rise_s = partial.rise_ms * 1e-3;
  mode.decay_s = partial.decay_ms * 1e-3;
  double amplitude = partial.amplitude;
  if (strike.film) {
    mode.hz *= pulse ? 2.6 : 2.3;
    mode.rise_s *= 0.9;
    mode.decay_s *= 0.9;
    amplitude *= pulse ? 0.5 : std::pow(partial.hz / 55.0, 0.55);
  }
  const double ear_db = kLeanDb + 0.6 * fixed.normal(0) + 0.35 * own.normal(2);
  const double spread = 0.10 + 0.55 * std::min(mode.hz, 240.0) / 240.0;
  const double ear_phase = spread * (0.6 * fixed.normal(1) + 0.5 * own.normal(3));
  const double phase = no_pressure_phase(mode) + std::clamp(0.2 * own.normal(4), -0.3, 0.3);
  mode.left = amplitude * db_to_lin(level + ear_db);
  mode.right = amplitude * db_to_lin(level - ear_db);
  mode.left_phase = phase + ear_phase;
  mode.right_phase = phase - ear_phase;
  return mode;
}

}  // namespace

Heart::Heart(std::shared_ptr<const LowRate> low, std::uint64_t key, bool film)
    : low_(std::move(low)),
      key_(key),
      film_(film),
      takes_(low_, kLongest, 0.0),
      noise_(low_->rate(), kNoise, 8, dsp::hash(key, 4)) {}

void Heart::draw(const Beat& beat, Take& take) const noexcept {
  const Draws draws = Draws(dsp::hash(key_, 5)).of(beat.number);
  const Draws fixed(dsp::hash(key_, 6));
  const double time_s = static_cast<double>(beat.frame) / low_->full_rate().value();
  const double in = beat.volume;
  const double unit_db = -(film_ ? kFilmHeart : kPlainHeart).rms_db;
  const Strike strike{unit_db - 1.6 * in + 1.0 * draws.normal(kLevel) +
                          0.8 * slow_noise(dsp::hash(key_, 7), time_s, 0.06) + 5.0 * beat.stress,
                      0.6 * (1.6 * draws.normal(kTilt) + 3.0 * beat.stress),
                      1.0 + 0.018 * draws.normal(kPitch), film_};
  const double second_s = 0.448 - 0.0017 * beat.per_min + 0.004 * draws.normal(kSecondAt);
  const double second = std::max(second_s, 0.1), second_db = 1.3 * draws.normal(kSecondLevel);
  const double split_s = 1e-3 * std::max(2.0, 14.0 + 34.0 * in + 3.0 * draws.normal(kSplit));
  const double tricuspid_s =
      1e-3 * std::max(2.0, 22.0 + 6.0 * in + 4.0 * draws.normal(kTricuspidAt));
  const double pulse_s = 0.088 + 0.006 * draws.normal(kPulseAt);
  const auto add = [&](std::span<const Partial> partials, const Place& place) {
    const Draws group = draws.of(place.group), group_fixed = fixed.of(place.group);
    std::int64_t index = 0;
    for (const Partial& partial : partials) {
      Strike own = strike;
      own.level_db += place.more_db;
      Mode mode = mode_of(partial, own, group.of(index), group_fixed.of(index));
      mode.start_s = place.after_s;
      take.add(mode);
      ++index;
    }
  };
  add(kMitral, {kMitralOf, 0.0, 0.0});
  add(kTricuspid, {kTricuspidOf, tricuspid_s, 1.2 * draws.normal(kTricuspidLevel)});
  add(kAortic, {kAorticOf, second, second_db - 1.0 * in});
  add(kPulmonary, {kPulmonaryOf, second + split_s, second_db + 2.5 * in});
  add(kPulse, {kPulseOf, pulse_s, 0.0});
  draw_pulse_noise(beat, strike.level_db + 1.5 * draws.normal(kNoiseLevel), take);
}

// Blood in the vessels of the head, from 70 ms after the first sound.
void Heart::draw_pulse_noise(const Beat& beat, double level_db, Take& take) const noexcept {
  constexpr double kFrom = 0.070, kPeak = 0.060, kFor = 0.5, kCellSeconds = 48.0 / 48000.0;
  const Draws draws = Draws(dsp::hash(key_, 8)).of(beat.number);
  const StereoSpan out = take.low_until(kFrom + kFor + 0.05);
  const double rate = low_->rate().value(), amplitude = kNoiseAmplitude * db_to_lin(level_db);
  const auto cells = static_cast<std::uint64_t>(kFor / kCellSeconds);
  for (std::uint64_t cell = 0; cell < cells; ++cell) {
    const std::uint64_t bits = draws.bits(cell);
    const auto part = [&](int shift) {
      return static_cast<double>(bits >> shift & 0xffff) / 65536.0;
    };
    const double t = (static_cast<double>(cell) + part(0)) * kCellSeconds;
    const double size = (0.5 + part(16)) / std::sqrt(13.0 / 12.0);
    const double swell = std::pow(t / kPeak * std::exp(1.0 - t / kPeak), 1.5);
    const double angle = std::numbers::pi / 4.0 + 0.593 * (2.0 * part(32) - 1.0);  // ±34°
    const double gain = std::numbers::sqrt2 * amplitude * size * swell *
                        std::sqrt(kCellSeconds * rate) * ((bits >> 63) != 0 ? -1.0 : 1.0);
    const auto left = static_cast<float>(gain * std::cos(angle)),
               right = static_cast<float>(gain * std::sin(angle));
    const float* kernel = noise_.kernel(static_cast<int>((bits >> 48 & 0x7fff) % 8));
    const auto at = static_cast<std::size_t>((t + kFrom + take.low_lead_s()) * rate);
    const auto taps = std::min(static_cast<std::size_t>(noise_.taps()), out.left.size() - at);
    for (std::size_t n = 0; n < taps; ++n) {
      out.left[at + n] += left * kernel[n];
      out.right[at + n] += right * kernel[n];
    }
  }
}

void Heart::add(std::int64_t first_frame, int frames, std::span<const Beat> beats,
                StereoRow& row) noexcept {
  // Older ones would take the places of newer ones.
  constexpr std::size_t kMost = Takes::kSlots;
  for (const Beat& beat : beats.last(std::min(beats.size(), kMost))) {
    const std::int64_t since = first_frame - beat.frame;
    if (since + frames <= -lead_frames() || since >= end_frames()) continue;
    const auto what = static_cast<std::uint64_t>(beat.volume * 1e6) ^
                      static_cast<std::uint64_t>(beat.per_min * 1e4) << 24 ^
                      static_cast<std::uint64_t>(beat.stress * 1e4) << 48;
    const Take& take = takes_.of({beat.number, beat.frame, what},
                                 [&](Take& empty) noexcept { draw(beat, empty); });
    take.sound(since, frames, row);
  }
}

}  // namespace otoscape::body
