// SPDX-License-Identifier: Apache-2.0
// What a scene costs before it sounds, and its cap while it does.

#include "bench/bench.h"
#include "otoscape/render/return_cap.h"

namespace otoscape::bench {
namespace {

constexpr double kFilm = 5400.0;  // s

render::ProgrammeTrack film_track() {
  render::ProgrammeTrackMaker maker({Hertz(8000.0), 1}, Seconds(0));
  const auto x = noise(8000, 0.05f, 1);
  for (int second = 0; second < static_cast<int>(kFilm); ++second)
    maker.add({{x.data(), nullptr}, 1, 8000});
  return maker.finish();
}

// 400 keyframes, a third of them cuts, between eight flat losses and the room.
scene::Arc film_arc() {
  std::vector<scene::Keyframe> keyframes(400);
  for (int i = 0; i < 400; ++i) {
    auto& k = keyframes[static_cast<std::size_t>(i)];
    k.time = Seconds(kFilm / 400.0 * i);
    k.left.emplace();
    k.left->air = *hearing::Audiogram::make({{Hertz(1000.0), DbHl(10.0 * (i % 8))}});
    k.right = k.left;
    k.perspective = i % 4 == 0 ? 0.0 : 1.0;
    k.ramp.over = Seconds(i % 3 == 0 ? 0.0 : 5.0);
  }
  return scene::Arc(keyframes);
}

// Of a film of 90 minutes, as a whole.
void return_cap_of_a_film(benchmark::State& state) {
  const auto track = film_track();
  const auto arc = film_arc();
  const render::SceneParams params;
  const render::SceneLoudness loudness(track, params);
  for (auto _ : state) {
    const auto cap = render::ReturnCap::of(arc, loudness, params, Seconds(0), Seconds(kFilm));
    benchmark::DoNotOptimize(cap.rests());
  }
}
BENCHMARK(return_cap_of_a_film)->Unit(benchmark::kMillisecond);

// One gain in the middle of it.
void return_cap_gain(benchmark::State& state) {
  const auto track = film_track();
  const auto arc = film_arc();
  const render::SceneParams params;
  const auto cap = render::ReturnCap::of(arc, render::SceneLoudness(track, params), params,
                                         Seconds(0), Seconds(kFilm));
  double time = 2700.0;
  for (auto _ : state) benchmark::DoNotOptimize(cap.gain_db(Seconds(time += 0.0003)));
}
BENCHMARK(return_cap_gain);

}  // namespace
}  // namespace otoscape::bench
