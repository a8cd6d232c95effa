// SPDX-License-Identifier: Apache-2.0
// One row per sound that comes from inside: 48 kHz, ticks of 64 frames; ringing in one ear.

#include "bench/bench.h"
#include "otoscape/render/inside/body_sounds.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::bench {
namespace {

constexpr Hertz kInsideRate{kRate};

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

// Both ears; s_per_frame is per frame of both.
enum Source { kHeart, kBreath, kSteps, kAll };
void body(benchmark::State& state, Source source) {
  scene::Keyframe point;
  scene::BodySetting& body = point.body.emplace();
  if (source == kHeart || source == kAll) body.heart = Decibels(0);
  if (source == kBreath || source == kAll) body.breath = Decibels(0);
  if (source == kSteps || source == kAll) body.thuds = Decibels(0);
  const scene::Arc arc({point});
  const render::quantum::QuantumClock clock{kInsideRate, kQuantum, 0};
  render::inside::BodySounds sounds(arc, clock, 1);
  const scene::BodyLevels levels = arc.mix(Seconds(0.0)).body;
  std::vector<float> left(kQuantum), right(kQuantum);
  std::int64_t quantum = 0;
  for (auto _ : state) {
    sounds.add(quantum++, levels, levels, PascalBlock({left.data(), right.data()}, 2, kQuantum));
    benchmark::DoNotOptimize(left.data());
    benchmark::DoNotOptimize(right.data());
  }
  report(state, kQuantum, 0);
}
BENCHMARK_CAPTURE(body, heart, kHeart);
BENCHMARK_CAPTURE(body, breath, kBreath);
BENCHMARK_CAPTURE(body, steps, kSteps);
BENCHMARK_CAPTURE(body, all, kAll);

}  // namespace
}  // namespace otoscape::bench
