// SPDX-License-Identifier: Apache-2.0
// The audio side allocates nothing and locks nothing, whatever the listener does meanwhile.

#include <gtest/gtest.h>
#include <pthread.h>

#include <random>
#include <vector>

#include "otoscape/base/kernel.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/body/recorded.h"
#include "otoscape/body/shots.h"
#include "otoscape/ear/matched_percept.h"
#include "otoscape/implant/film/film_percept.h"
#include "otoscape/implant/film/spatial_confusion.h"
#include "otoscape/render/inside/live_body.h"
#include "otoscape/render/renderer.h"
#include "otoscape/scene/arc.h"
#include "otoscape/tinnitus/ringing_voice.h"
#include "tests/realtime/watch.h"

namespace otoscape::render {
namespace {

using test::allocations, test::locks, test::watched;

hearing::HearingProfile listener(double left_db, double right_db) {
  hearing::HearingProfile profile;
  profile.left.air =
      *hearing::Audiogram::make({{Hertz(500), DbHl(left_db)}, {Hertz(4000), DbHl(left_db + 20)}});
  profile.right.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(right_db)}});
  return profile;
}

TEST(RealTime, TheWatchSeesAllocationsAndLocks) {
  watched = true;
  ::operator delete(::operator new(sizeof(int)));  // a new expression may be optimised away
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_mutex_lock(&mutex);
  pthread_mutex_unlock(&mutex);
  watched = false;
  EXPECT_EQ(allocations, 2);
  EXPECT_EQ(locks, 1);
}

#if defined(__has_feature)
#if __has_feature(realtime_sanitizer)
TEST(RealTimeDeathTest, TheSanitizerSeesAKernelThatAllocates) {
  const auto kernel = as_kernel(+[] { operator delete(operator new(4)); });
  const auto audio_side = [&]() noexcept OTOSCAPE_RT { kernel(); };
  EXPECT_DEATH(audio_side(), "RealtimeSanitizer");
}
#endif
#endif

hearing::EarProfile implanted(double adaptation, int maxima, hearing::ImplantPercept percept) {
  hearing::EarProfile ear;
  ear.implant.emplace();
  for (int number = 22; number >= 1; --number) {
    ear.implant->map.electrodes.push_back({number, 120.0, 180.0});
  }
  ear.implant->map.maxima = maxima;
  ear.implant->adaptation = adaptation;
  ear.implant->percept = percept;
  if (percept == hearing::ImplantPercept::film) ear.implant->confusion_deg = 20.0;
  return ear;
}

// Adaptation glides, another map is another chain, and the processor goes off and on.
TEST(RealTime, AnImplantAllocatesAndLocksNothing) {
  constexpr std::array kPercepts = {hearing::ImplantPercept::vocoder,
                                    hearing::ImplantPercept::matched,
                                    hearing::ImplantPercept::film};
  for (const auto percept : kPercepts) {
    const auto with = [&](int step) {
      hearing::HearingProfile listener;
      listener.left = implanted(0.1 * (step % 10), 8 + step / 3 % 2, percept);
      if (step % 4 != 3) listener.right = implanted(0.5, 8, percept);
      return listener;
    };
    Renderer renderer({Hertz(48000), 2}, with(0), RenderParams());
    std::mt19937 random(1);
    std::normal_distribution<float> gauss(0.0f, 0.05f);
    std::vector<float> left(128), right(128);
    allocations = locks = 0;
    for (int block = 0; block < 600; ++block) {
      if (block % 30 == 0) {
        EXPECT_TRUE(renderer.change(with(block / 30), RenderParams()));
      }
      for (float& x : left) x = gauss(random);
      for (float& x : right) x = gauss(random);
      if (block % 50 == 0) left[3] = NAN;
      const FullScaleBlock sound({left.data(), right.data()}, 2, 128);
      watched = true;
      renderer.process(sound, sound);
      watched = false;
    }
    EXPECT_EQ(allocations, 0);
    EXPECT_EQ(locks, 0);
  }
}

TEST(RealTime, ProcessAllocatesAndLocksNothing) {
  RenderParams params;
  Renderer renderer({Hertz(48000), 2}, listener(0, 0), params);
  std::mt19937 random(1);
  std::normal_distribution<float> gauss(0.0f, 0.4f);
  std::vector<float> left(128), right(128);
  allocations = locks = 0;
  for (int block = 0; block < 1500; ++block) {
    if (block % 40 == 0) {
      params.output_gain = Decibels(block % 9 - 4);
      params.temporal_window = Seconds(block % 3 * 0.01);
      params.smearing = block % 2 == 0;
      EXPECT_TRUE(renderer.change(listener(block % 90, block % 70), params));
    }
    for (float& x : left) x = gauss(random);
    for (float& x : right) x = gauss(random);
    if (block % 50 == 0) left[3] = NAN;
    const FullScaleBlock sound({left.data(), right.data()}, 2, 128);
    watched = true;
    renderer.process(sound, sound);
    watched = false;
  }
  EXPECT_EQ(allocations, 0);
  EXPECT_EQ(locks, 0);
  EXPECT_GT(renderer.report().guarded_frames, 0);  // the guard ran too
}

// Ringing of all families, the body and their limit, while layers, levels and rates change.
TEST(RealTime, SoundInsideAListenerAllocatesAndLocksNothing) {
  using Kind = hearing::TinnitusLayer::Kind;
  const auto with = [](int step) {
    hearing::HearingProfile changed = listener(step % 3 * 20.0, 30.0);
    for (Kind kind :
         {Kind::tone, Kind::noise, Kind::pulsatile, Kind::low_fluctuating, Kind::crickets}) {
      const auto [pitch, width] = hearing::defaults(kind);
      if (static_cast<int>(kind) == step % 5) continue;
      changed.left.tinnitus.push_back({"", kind, pitch, width, DbSpl(40.0 + step % 4)});
      changed.right.tinnitus.push_back({"", kind, pitch, width, DbSpl(70.0)});
    }
    return changed;
  };
  const auto params_of = [](int step) {
    RenderParams params;
    params.inside.ringing = step % 4 == 3   ? TinnitusMode::off
                            : step % 4 == 2 ? TinnitusMode::soft
                                            : TinnitusMode::full;
    if (step % 6 < 4) params.inside.body.breath = Decibels(0);
    if (step % 6 < 5) params.inside.body.heart = Decibels(step % 7);
    if (step % 6 > 1) params.inside.body.thuds = Decibels(0);
    params.inside.body.heart_per_min = 60.0 + 10.0 * (step % 5);
    params.inside.stress = 0.1 * (step % 10);
    return params;
  };
  Renderer renderer({Hertz(48000), 2}, with(0), params_of(0));
  std::mt19937 random(1);
  std::normal_distribution<float> gauss(0.0f, 0.01f);
  std::vector<float> left(128), right(128);
  allocations = locks = 0;
  for (int block = 0; block < 6000; ++block) {  // 16 s: the limit moves, too
    if (block % 40 == 0) {
      EXPECT_TRUE(renderer.change(with(block / 40), params_of(block / 40)));
    }
    for (float& x : left) x = gauss(random);
    for (float& x : right) x = gauss(random);
    const FullScaleBlock sound({left.data(), right.data()}, 2, 128);
    watched = true;
    renderer.process(sound, sound);
    watched = false;
  }
  EXPECT_EQ(allocations, 0);
  EXPECT_EQ(locks, 0);
}

TEST(RealTime, ReadingAnArcsMixAllocatesAndLocksNothing) {
  std::vector<scene::Keyframe> keyframes(400);
  for (std::size_t i = 0; i < keyframes.size(); ++i) {
    keyframes[i].time = Seconds(static_cast<double>(i));
    keyframes[i].perspective = i % 2 == 0 ? 1.0 : 0.0;
    keyframes[i].ramp.over = Seconds(i % 3 == 0 ? 0.0 : 0.5);
    keyframes[i].body.emplace().heart = Decibels(i % 5 == 0 ? -6.0 : 0.0);
    if (i % 50 == 0) keyframes[i].event = scene::Event{scene::Pop{}};
  }
  const scene::Arc arc(keyframes);
  allocations = locks = 0;
  watched = true;
  double sum = 0.0;
  for (int i = 0; i < 30'000; ++i) {
    const Seconds time(i * 0.0133);
    sum += arc.mix(time).perspective + arc.heart_cycles(time);
  }
  watched = false;
  EXPECT_EQ(allocations, 0);
  EXPECT_EQ(locks, 0);
  EXPECT_GT(sum, 0.0);
}

TEST(RealTime, SoundsFromInsideAllocateAndLockNothing) {
  using tinnitus::Family;
  constexpr Hertz kRate{48000.0};
  const tinnitus::RingingSpan glide{0, 750, 3000.0, 6000.0, 0.1, 0.5, 20.0, 40.0, true, true};
  std::vector<tinnitus::RingingVoice> voices;
  for (Family family : {Family::tone, Family::pulsatile, Family::low_fluctuating, Family::crickets})
    voices.emplace_back(kRate, 64, tinnitus::RingingScore{family, 1, false, true, {glide}});
  using render::inside::LiveBody;
  const scene::BodyLevels levels{1.0, 1.0, 1.0, 0.0};
  LiveBody body({kRate, 1, levels, 0.5, false});
  const render::inside::Rhythm rhythm{0.0, 2.0 / 48000.0};
  const auto takes = std::make_shared<const std::vector<body::StereoSound>>(
      200, body::StereoSound{std::vector<float>(9000, 0.1f), std::vector<float>(9000, 0.1f)});
  body::TakePlayer player(takes, kRate, 1);
  const body::Shots shots(std::vector<float>(1000, 0.1f), {{100}, {2000}});
  Arena arena;
  body::Occlusion occlusion;
  occlusion.prepare({kRate, 1}, 64, arena);
  std::vector<float> sound(64), right(64);
  allocations = locks = 0;
  watched = true;
  for (std::int64_t tick = 0; tick < 750; ++tick) {
    for (const auto& voice : voices) voice.add(tick, {}, sound);
    body.add(tick * 64, {rhythm, rhythm, rhythm}, PascalBlock({sound.data(), right.data()}, 2, 64));
    shots.add(tick * 64, 1.0f, 0.5f, sound);
    body::StereoRow row{};
    player.add(tick * 64, 64, {tick / 4, tick / 4 * 256}, row);
    occlusion.process(PascalBlock({sound.data(), nullptr}, 1, 64), {0.2f, 0.0f}, {0.3f, 0.0f});
  }
  watched = false;
  EXPECT_EQ(allocations, 0);
  EXPECT_EQ(locks, 0);
}

TEST(RealTime, PerceptsWithoutElectrodesAllocateAndLockNothing) {
  constexpr Hertz kRate{48000.0};
  const auto none = ear::make_matched_design({}, kRate);
  const auto matched = ear::make_matched_design({{1.0, 150.0, 1.2}, 3.0, 300.0, 4000.0}, kRate);
  Arena arena;
  ear::MatchedPercept percept;
  percept.prepare(*none, kRate, arena);
  implant::film::FilmParams first, snapped;
  snapped.snapped = 1.0, snapped.roughness = 0.5, snapped.grid_hz = {200.0, 400.0, 800.0, 1600.0};
  implant::film::FilmPercept film(first, kRate, 2048, {1, 2}, 0);
  implant::film::SpatialConfusion confusion(20.0, kRate, 1, 0);
  std::vector<float> left(64), right(64);
  allocations = locks = 0;
  watched = true;
  for (std::size_t quantum = 0; quantum < 1500; ++quantum) {
    for (std::size_t n = 0; n < 64; ++n) {
      const auto at = static_cast<float>((quantum * 64 + n) % 400);
      left[n] = right[n] = 0.1f * std::exp(-0.02f * at) * std::sin(0.1f * at);
    }
    if (quantum % 300 == 100) percept.adopt(*matched, 20), film.adopt(snapped, 3000);
    if (quantum % 300 == 250) percept.adopt(*none, 20), film.adopt(first, 3000);
    percept.process(left, left);
    film.process(right, right);
    confusion.process(left, right);
  }
  watched = false;
  EXPECT_EQ(allocations, 0);
  EXPECT_EQ(locks, 0);
}

}  // namespace
}  // namespace otoscape::render
