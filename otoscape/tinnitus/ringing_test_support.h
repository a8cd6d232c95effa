// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <complex>
#include <cstdint>
#include <numbers>
#include <span>
#include <vector>

#include "otoscape/tinnitus/ringing_voice.h"
#include "tests/support/modulation.h"

// What the tests of a voice share: scores and their sound.

namespace otoscape::tinnitus::ringing_test {

using Sound = std::vector<float>;
inline constexpr double kRateHz = 48000.0;
inline constexpr int kTick = 64;
inline constexpr double kTicksPerSecond = kRateHz / kTick;

inline RingingSpan held(std::int64_t first_tick, double seconds, double hz, double oct,
                        double db_spl) {
  const auto ticks = static_cast<std::int64_t>(seconds * kTicksPerSecond);
  return {first_tick, ticks, hz, hz, oct, oct, db_spl, db_spl, false, false};
}

inline RingingScore score_of(Family family, std::vector<RingingSpan> spans, std::uint64_t key = 1) {
  return {family, dsp::hash(key, 3), false, false, std::move(spans)};
}

inline Sound ring(const RingingVoice& voice, std::int64_t ticks, int tick_frames = kTick) {
  const auto step = static_cast<std::size_t>(tick_frames);
  Sound sound(static_cast<std::size_t>(ticks) * step);
  for (std::int64_t t = 0; t < ticks; ++t) {
    voice.add(t, {}, std::span(sound).subspan(static_cast<std::size_t>(t) * step, step));
  }
  return sound;
}

inline Sound ring(const RingingScore& score, double seconds) {
  return ring(RingingVoice(Hertz(kRateHz), kTick, score),
              static_cast<std::int64_t>(seconds * kTicksPerSecond));
}

// Mean frequency of a tone near `hz` in each stretch of so many seconds.
inline std::vector<double> pitches(const Sound& x, double hz, double seconds) {
  constexpr std::size_t kPiece = 480;  // short enough that no drift turns it by half a turn
  std::vector<double> turns;           // of the tone against hz, at each piece
  std::complex<double> before = 1.0;
  for (std::size_t n = 0; n + kPiece <= x.size(); n += kPiece) {
    std::complex<double> sum = 0.0;
    for (std::size_t i = n; i < n + kPiece; ++i) {
      const double phase = -2.0 * std::numbers::pi * hz * static_cast<double>(i) / kRateHz;
      sum += std::polar(static_cast<double>(x[i]), phase);
    }
    const double moved = std::arg(sum / before) / (2.0 * std::numbers::pi);
    turns.push_back(turns.empty() ? 0.0 : turns.back() + moved);
    before = sum;
  }
  const auto step = static_cast<std::size_t>(seconds * kRateHz / kPiece);
  std::vector<double> result;
  for (std::size_t k = 0; k + step < turns.size(); ++k) {
    result.push_back(hz + (turns[k + step] - turns[k]) / seconds);
  }
  return result;
}

}  // namespace otoscape::tinnitus::ringing_test
