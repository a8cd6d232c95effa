// SPDX-License-Identifier: Apache-2.0
// Ringing and body sounds of a Renderer, live and offline, against those along a scene.

#include <gtest/gtest.h>

#include "otoscape/render/inside_test_support.h"

namespace otoscape::render {
namespace {

using namespace inside_test;

Stereo along_a_scene(const Stereo& x, const scene::Keyframe& point, TinnitusMode mode) {
  SceneParams p = params(false, kFs);
  p.tinnitus = mode;
  return render(x, {point}, p).sound;
}

TEST(RendererInside, RingingSoundsAsAlongAScene) {
  for (const Kind kind :
       {Kind::tone, Kind::noise, Kind::pulsatile, Kind::low_fluctuating, Kind::crickets}) {
    for (const TinnitusMode mode : {TinnitusMode::full, TinnitusMode::soft}) {
      auto ear = flat(45);
      ear.tinnitus = {{"", kind, hearing::defaults(kind).pitch,
                       hearing::defaults(kind).bandwidth_oct, DbSl(8.0)}};
      ear.tinnitus[0].central = kind == Kind::noise;
      const Stereo live = hear(quiet(4.0), both(ear), ringing(mode));
      const Stereo scene = along_a_scene(quiet(4.0), key(0, ear), mode);
      EXPECT_GT(level_db(live[1], 0.0, 4.0) + kFs, 10.0);
      EXPECT_NEAR(level_db(live[0], 0.0, 4.0), level_db(scene[0], 0.0, 4.0), 0.01);
      EXPECT_LT(difference_db(scene[0], live[0]), -90.0) << static_cast<int>(kind);
      EXPECT_LT(difference_db(scene[1], live[1]), -90.0) << static_cast<int>(kind);
    }
  }
}

TEST(RendererInside, RingingHasTheLevelItIsWrittenAt) {
  for (const double db_spl : {30.0, 45.0, 60.0}) {
    const Stereo y = hear(quiet(2.0), rings({tone_layer(3000, db_spl)}), ringing());
    EXPECT_NEAR(level_db(y[0], 0.0, 2.0) + kFs, db_spl, 0.05);
  }
}

TEST(RendererInside, ItSoundsAtEveryRateAndInOneChannel) {
  for (const double rate : {8000.0, 11025.0, 44100.0, 96000.0, 192000.0}) {
    RenderParams p = ringing();
    p.inside.body.heart = Decibels(0);
    Signal ring(static_cast<std::size_t>(rate)), beat(static_cast<std::size_t>(12 * rate));
    const auto play = [&](Signal& x, const HearingProfile& listener, const RenderParams& params) {
      Renderer renderer({Hertz(rate), 1}, listener, params);
      const FullScaleBlock sound({x.data(), nullptr}, 1, static_cast<int>(x.size()));
      renderer.process(sound, sound);
      double square = 0.0;
      for (const float v : x) square += static_cast<double>(v) * static_cast<double>(v);
      return 10 * std::log10(square / static_cast<double>(x.size())) + kFs;
    };
    EXPECT_NEAR(play(ring, rings({tone_layer(2000, 50.0)}), ringing()), 50.0, 0.15) << rate;
    EXPECT_NEAR(play(beat, both(silence()), p), 55.0, 0.5) << rate;
  }
}

TEST(RendererInside, StressLiftsRingingThatFollowsIt) {
  auto layer = tone_layer(3000, 40.0);
  layer.stress = true;
  RenderParams p = ringing();
  p.inside.stress = 0.5;
  EXPECT_NEAR(level_db(hear(quiet(2.0), rings({layer}), p)[0], 0.0, 2.0) + kFs, 41.5, 0.05);
}

TEST(RendererInside, SoftIsThirtyFiveDecibelsWithoutAHighTone) {
  const auto layer = tone_layer(4000, 60.0);
  const Stereo full = hear(quiet(4.0), rings({layer}), ringing());
  const Stereo soft = hear(quiet(4.0), rings({layer}), ringing(TinnitusMode::soft));
  EXPECT_NEAR(level_db(soft[0], 0.0, 4.0) + kFs, 35.0, 0.7);
  // A tone's level is the same in any 5 ms, a third of an octave of noise's is not.
  const auto spread = [](const Signal& x) {
    double lowest = 1e9, highest = -1e9;
    for (double t = 1.0; t < 3.0; t += 0.005) {
      const double db = level_db(x, t, t + 0.005);
      lowest = std::min(lowest, db);
      highest = std::max(highest, db);
    }
    return highest - lowest;
  };
  EXPECT_LT(spread(full[0]), 0.1);
  EXPECT_GT(spread(soft[0]), 6.0);
}

TEST(RendererInside, TheBodySoundsAsAlongAScene) {
  RenderParams p = with({.body = {.breath = Decibels(3), .heart = {}, .thuds = {}}});
  for (const double stress : {0.0, 0.7}) {
    p.inside.stress = stress;
    for (int source = 0; source < 3; ++source) {
      auto point = key(0, silence());
      scene::BodySetting& body = point.body.emplace();
      p.inside.body = {};
      (source == 0 ? body.breath : source == 1 ? body.heart : body.thuds) = Decibels(3);
      (source == 0   ? p.inside.body.breath
       : source == 1 ? p.inside.body.heart
                     : p.inside.body.thuds) = Decibels(3);
      p.inside.body.heart_per_min = body.heart_per_min = 83.0;
      p.inside.body.film_heart = body.film_heart = stress > 0.0;
      point.stress = stress;
      const Stereo live = hear(quiet(12.0), both(silence()), p);
      const Stereo scene = along_a_scene(quiet(20.0), point, TinnitusMode::off);
      EXPECT_GT(level_db(live[0], 0.0, 12.0) + kFs, 40.0);
      EXPECT_LT(difference_db(scene[0], live[0]), -80.0) << source << " " << stress;
      EXPECT_LT(difference_db(scene[1], live[1]), -80.0) << source << " " << stress;
      EXPECT_NE(live[0], live[1]);
    }
  }
}

TEST(RendererInside, TheHeartBeatsAtItsRate) {
  for (const double per_min : {40.0, 70.0, 150.0}) {
    const Stereo y = hear(
        quiet(60.0), both(silence()),
        with(
            {.body = {.breath = {}, .heart = Decibels(0), .thuds = {}, .heart_per_min = per_min}}));
    const auto beats = beats_of(y[0], 59.9, [&](double) { return 60.0 / per_min; });
    EXPECT_NEAR(static_cast<double>(beats.size()), per_min, 2.0) << per_min;
  }
}

TEST(RendererInside, OffLeavesEveryByteAsItIs) {
  const Stereo x = babble(3.0, 0.05);
  auto plain = flat(50), loud = plain;
  loud.tinnitus = {tone_layer(3000, 60.0)};
  const Stereo expected = hear(x, both(plain), with({}));
  EXPECT_EQ(hear(x, both(loud), with({})), expected);
  EXPECT_EQ(hear_live(x, both(loud), with({})), hear_live(x, both(plain), with({})));
  EXPECT_NE(hear(x, both(loud), ringing()), expected);  // the control
}

TEST(RendererInside, TypicalHearingWithNothingToSoundIsTheInputBitForBit) {
  const Stereo x = babble(3.0, 0.05);
  EXPECT_EQ(hear(x, HearingProfile(), ringing()), x);
}

TEST(RendererInside, AnyPartitionAndOfflineGiveTheSameBytes) {
  const Stereo x = babble(14.0, 0.003);
  auto ear = flat(45);
  ear.tinnitus = {tone_layer(3000, 70.0), {"", Kind::pulsatile, Hertz(180), 1.0, DbSpl(50)}};
  RenderParams p = ringing();
  p.inside.body = {.breath = Decibels(0), .heart = Decibels(6), .thuds = Decibels(0)};
  const Stereo whole = hear_live(x, both(ear), p);
  EXPECT_EQ(hear_live(x, both(ear), p, {}, 1), whole);
  EXPECT_EQ(hear_live(x, both(ear), p, {}, 2), whole);
  const Stereo offline = hear(x, both(ear), p);
  Renderer renderer({Hertz(kRate), 2}, both(ear), p);
  const auto late = static_cast<std::size_t>(renderer.latency().value());
  for (std::size_t n = late; n < whole[0].size(); ++n) {
    ASSERT_EQ(whole[0][n], offline[0][n - late]) << n;
    ASSERT_EQ(whole[1][n], offline[1][n - late]) << n;
  }
}

// A region that begins with a whole quantum sounds inside as that part of the whole.
TEST(RendererInside, ARegionRingsAsTheWhole) {
  RenderParams p = ringing();
  p.inside.body = {.breath = Decibels(0), .heart = Decibels(6), .thuds = {}};
  const auto listener = rings({{"", Kind::noise, Hertz(2000), 1.0, DbSpl(50)}});
  const Stereo whole = hear_live(quiet(4.0), listener, p);
  constexpr std::size_t kFirst = 1000 * 64;
  Renderer renderer({Hertz(kRate), 2}, listener, p, kFirst);
  Stereo part = quiet(2.0);
  renderer.process(block(part, 0, at(2.0)), block(part, 0, at(2.0)));
  for (std::size_t n = 1024; n < at(2.0); ++n) ASSERT_EQ(part[0][n], whole[0][kFirst + n]) << n;
}

// 75 dB SPL at fs=88 stands 12 LU above −23 LUFS. The programme is at −50; the ear does not hear
// it, so that only the ringing is left to measure.
TEST(RendererInside, TheLimitFollowsTheProgrammeByOneLuASecond) {
  const auto listener = rings({tone_layer(1000, 75.0)});
  const Stereo x = tone(45.0, 1000.0, std::pow(10.0, -50.0 / 20.0));
  const Stereo y = hear(x, listener, ringing(TinnitusMode::full, 88.0));
  const double first = level_db(y[0], 1.0, 2.0);
  EXPECT_NEAR(first, -26.0, 0.1) << "a sine in both ears at −23 LUFS is at −26 dB FS in each";
  EXPECT_NEAR(level_db(y[0], 9.0, 10.0), first, 0.001);
  double last = first;
  for (double t = 10.0; t < 44.0; t += 1.0) {
    const double now = level_db(y[0], t, t + 1.0);
    EXPECT_GT(now, last - 1.02) << t;
    EXPECT_LT(now, last + 0.001) << t;
    if (t > 12.0 && t < 34.0) {
      EXPECT_NEAR(now, last - 1.0, 0.02) << t;
    }
    last = now;
  }
  EXPECT_NEAR(last, -53.0, 0.1);
}

TEST(RendererInside, ALimitIsTwentyLuLowerInSoftMode) {
  std::vector<TinnitusLayer> layers;
  for (int i = 0; i < 9; ++i) layers.push_back(tone_layer(500.0 + 10 * i, 35.0, ""));
  const Stereo x = tone(40.0, 500.0, std::pow(10.0, -50.0 / 20.0));
  const Stereo full = hear(x, rings(layers), ringing(TinnitusMode::full, 88.0));
  const Stereo soft = hear(x, rings(layers), ringing(TinnitusMode::soft, 88.0));
  EXPECT_NEAR(level_db(full[0], 38.0, 39.9) - level_db(soft[0], 38.0, 39.9), 20.0, 0.01);
}

}  // namespace
}  // namespace otoscape::render
