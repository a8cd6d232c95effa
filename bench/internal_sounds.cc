// SPDX-License-Identifier: Apache-2.0
// One row per sound that comes from inside: one ear, 48 kHz, ticks of 64 frames. s_per_frame is per
// frame of one ear.

#include "bench/bench.h"
#include "otoscape/body/breath.h"
#include "otoscape/body/shots.h"
#include "otoscape/body/sounds.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::bench {
namespace {

constexpr Hertz kInsideRate{kRate};
constexpr std::int64_t kHour = 3600;

void ringing(benchmark::State& state, tinnitus::Family family, double pitch_hz, double width_oct) {
  tinnitus::RingingSpan span;
  span.ticks = std::int64_t{1} << 40;
  span.pitch_from_hz = span.pitch_to_hz = pitch_hz;
  span.width_from_oct = span.width_to_oct = width_oct;
  span.level_from_db_spl = span.level_to_db_spl = 45.0;
  const tinnitus::RingingVoice voice(kInsideRate, kQuantum, {family, 1, false, true, {span}});
  std::vector<float> sound(kQuantum);
  tinnitus::Movement::Stretch last;
  std::int64_t tick = 0;
  for (auto _ : state) {
    const double cycles = 0.0016 * static_cast<double>(tick);
    voice.add(tick, {1.0, 1.0, cycles, cycles + 0.0016}, sound, last);
    benchmark::DoNotOptimize(sound.data());
    ++tick;
  }
  report(state, kQuantum, 0);
}
BENCHMARK_CAPTURE(ringing, tone, tinnitus::Family::tone, 6000.0, 0.0);
BENCHMARK_CAPTURE(ringing, noise, tinnitus::Family::noise, 6000.0, 1.0 / 3.0);
BENCHMARK_CAPTURE(ringing, wide_noise, tinnitus::Family::noise, 6000.0, 1.0);
BENCHMARK_CAPTURE(ringing, pulsatile, tinnitus::Family::pulsatile, 180.0, 1.0);
BENCHMARK_CAPTURE(ringing, crickets, tinnitus::Family::crickets, 5000.0, 1.0 / 12.0);

void breath_and_heart(benchmark::State& state) {
  std::vector<body::BreathCycle> breaths;
  std::vector<body::Shot> beats;
  constexpr auto kFrames = static_cast<std::int64_t>(kRate);
  for (std::int64_t n = 0; n < kHour; n += 4) breaths.push_back({n * kFrames, 4 * kFrames});
  for (std::int64_t n = 0; n < kHour; ++n) beats.push_back({n * kFrames});
  const auto tables = body::heart_sounds(kInsideRate, false);
  const body::Breath breath(kInsideRate, 1, breaths);
  const body::Shots first(tables.first, beats), second(tables.second, beats);
  std::vector<float> sound(kQuantum);
  std::int64_t frame = 0;
  for (auto _ : state) {
    breath.add(frame, 1.0f, 1.0f, sound);
    first.add(frame, 1.0f, 1.0f, sound);
    second.add(frame, 1.0f, 1.0f, sound);
    benchmark::DoNotOptimize(sound.data());
    frame = (frame + kQuantum) % (kHour * kFrames);
  }
  report(state, kQuantum, 0);
}
BENCHMARK(breath_and_heart);

}  // namespace
}  // namespace otoscape::bench
