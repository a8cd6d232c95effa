// SPDX-License-Identifier: Apache-2.0
// A whole arc: two different ears, smearing, three layers of ringing, body, perspective; stereo, 48
// kHz, blocks of 128 frames, one core. Standing still, and with ears that never stand still.

#include <memory>

#include "bench/bench.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/scene_renderer.h"

namespace otoscape::bench {
namespace {

constexpr int kBlock = 128, kSeconds = 60;

hearing::EarProfile ear(double low_db, double high_db) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(500), DbHl(low_db)}, {Hertz(4000), DbHl(high_db)}});
  using Kind = hearing::TinnitusLayer::Kind;
  ear.tinnitus = {{"whistle", Kind::tone, Hertz(6000), 0.0, DbSpl(40)},
                  {"hiss", Kind::noise, Hertz(4000), 1.0 / 3.0, DbSpl(35)},
                  {"crickets", Kind::crickets, Hertz(5000), 1.0 / 12.0, DbSpl(30)}};
  return ear;
}

scene::Keyframe point(double seconds, double loss_db, double over_seconds) {
  scene::Keyframe k;
  k.time = Seconds(seconds);
  k.left = ear(loss_db, loss_db + 30);
  k.right = ear(loss_db + 10, loss_db + 25);
  k.perspective = 0.8;
  k.body =
      scene::BodySetting{.breath = Decibels(0), .heart = Decibels(0), .thuds = {}, .track = {}};
  k.ramp.over = Seconds(over_seconds);
  return k;
}

// kStill: one listener. kFilm: a ramp of 5 s in every half minute. kRestless: always in a ramp.
enum Kind { kStill, kFilm, kRestless };

std::vector<scene::Keyframe> arc_of(Kind kind) {
  std::vector<scene::Keyframe> keyframes = {point(0, 20, 0)};
  if (kind == kStill) return keyframes;
  const double every = kind == kFilm ? 30.0 : 5.0;
  for (double t = every; t <= kSeconds; t += every) {
    keyframes.push_back(point(t, keyframes.size() % 2 == 0 ? 20 : 60, 5.0));
  }
  return keyframes;
}

void arc(benchmark::State& state, Kind kind) {
  const auto left = noise(kSeconds * 48000, 0.02f, 1), right = noise(kSeconds * 48000, 0.02f, 2);
  std::vector<float> a = left, b = right;
  render::programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 2}, Seconds(0.0));
  maker.add(FullScaleBlock({a.data(), b.data()}, 2, static_cast<int>(a.size())));
  const render::programme::ProgrammeLoudness track = maker.finish();
  const scene::Arc story(arc_of(kind));
  render::SceneParams params;
  params.render.calibration = Calibration(DbSpl(100.0));
  for (auto _ : state) {
    state.PauseTiming();
    render::OfflineRenderer renderer(std::make_unique<render::SceneRenderer>(
        StreamSpec{Hertz(kRate), 2}, render::SceneSetup{story, track, params}, 0, 0));
    state.ResumeTiming();
    for (std::size_t n = 0; n + kBlock <= a.size(); n += kBlock) {
      renderer.render(FullScaleBlock({a.data() + n, b.data() + n}, 2, kBlock));
    }
  }
  report(state, static_cast<int>(a.size()), 0);
}
BENCHMARK_CAPTURE(arc, standing_still, kStill)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(arc, as_in_a_film, kFilm)->Iterations(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(arc, never_standing_still, kRestless)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace otoscape::bench
