// SPDX-License-Identifier: Apache-2.0
// The same sound whatever part is rendered and however it is cut, and paths that add up in phase.

#include <gtest/gtest.h>

#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Shape;

// Everything at once: three layers, body, glides, cuts, events, leaks.
std::vector<scene::Keyframe> full_arc() {
  auto first = ear({{500, 10}, {2000, 25}, {4000, 45}});
  first.tinnitus = {
      {"whistle", hearing::TinnitusLayer::Kind::tone, Hertz(6000), 0.0, DbSpl(40)},
      {"hiss", hearing::TinnitusLayer::Kind::noise, Hertz(4000), 1.0 / 3, DbSpl(35)},
      {"crickets", hearing::TinnitusLayer::Kind::crickets, Hertz(5000), 1.0 / 12, DbSpl(30)}};
  first.tinnitus[0].drift = true;
  auto second = ear({{500, 60}, {2000, 80}, {4000, 95}});
  second.tinnitus = first.tinnitus;
  second.tinnitus[0].level = DbSpl(55);
  second.tinnitus[1].pitch = Hertz(5000);
  second.tinnitus.pop_back();
  auto a = key(0, first);
  a.body =
      scene::BodySetting{.breath = Decibels(0), .heart = Decibels(0), .thuds = {}, .track = {}};
  auto b = key(4.0, second, 1.0, {Seconds(2.5), Shape::ease});
  auto c = key(6.0, second);
  c.event = scene::Event{scene::Pop{}};
  c.stress = 0.8;
  auto d = key(9.0, first, 0.0);
  auto e = key(11.0, second, 0.7, {Seconds(0.5), Shape::linear});
  e.leak = scene::Leak{true, Decibels(-30)};
  return {a, b, c, d, e};
}

TEST(SceneSame, AnyPartitionGivesTheSameBits) {
  const Stereo x = babble(12.0, 0.05);
  const auto whole = render(x, full_arc(), params(true), {8192});
  std::mt19937 random(4);
  std::vector<int> blocks;
  for (int i = 0; i < 500; ++i) blocks.push_back(1 + static_cast<int>(random() % 3000));
  EXPECT_EQ(render(x, full_arc(), params(true), blocks).sound, whole.sound);
}

TEST(SceneSame, ARegionIsThatPartOfTheWhole) {
  const Stereo x = babble(14.0, 0.05);
  const auto whole = render(x, full_arc(), params(true)).sound;
  for (const double start : {2.7, 3.6, 5.5, 6.3, 8.9, 11.2}) {
    // Two seconds of run-in from a place on the grid of quanta, as the files' side has it.
    const std::size_t from = at(std::max(0.0, start - 2.0)) / 4096 * 4096;
    const auto part = render(x, full_arc(), params(true), {4096}, from, at(start + 1.5)).sound;
    for (std::size_t c = 0; c < 2; ++c) {
      Signal cut(whole[c].begin() + static_cast<std::ptrdiff_t>(from), whole[c].end());
      const double in = start - static_cast<double>(from) / kRate;
      EXPECT_LT(difference_db(cut, part[c], in, in + 1.3), -90.0) << start;
    }
  }
}

// What sounds inside depends on nothing that was before: the same bits wherever a render begins.
TEST(SceneSame, InnerSoundIsTheSameBitsInARegion) {
  Stereo x{Signal(at(14.0)), Signal(at(14.0))};
  auto keyframes = full_arc();
  for (auto& k : keyframes) {
    for (auto* side : {&k.left, &k.right}) {
      auto deaf = silence();
      deaf.tinnitus = (*side)->tinnitus;
      *side = deaf;
    }
    k.perspective = 1.0;
    k.leak.reset();
  }
  const auto whole = render(x, keyframes, params()).sound;
  for (const std::size_t from :
       {std::size_t{4096}, std::size_t{4096 * 61}, std::size_t{4096 * 100}}) {
    const auto part = render(x, keyframes, params(), {1000}, from, from + at(1.0)).sound;
    for (std::size_t c = 0; c < 2; ++c) {
      // The first latency of a region is not heard: it is cut off with the run-in.
      for (std::size_t n = 1000; n < at(0.9); ++n) ASSERT_EQ(part[c][n], whole[c][from + n]) << n;
    }
  }
}

TEST(SceneSame, AnotherSeedIsAnotherPerformance) {
  const Stereo x = babble(4.0, 0.05);
  auto other = params();
  other.seed = 2;
  const auto a = render(x, full_arc(), params()).sound, b = render(x, full_arc(), other).sound;
  EXPECT_NE(a, b);
  EXPECT_EQ(a, render(x, full_arc(), params()).sound);
}

// One ear, other rates, a programme that begins late on the film's clock.
TEST(SceneSame, EveryRateAndAMonoProgrammeKeepTime) {
  for (const double rate : {8000.0, 16000.0, 22050.0, 44100.0, 96000.0, 192000.0}) {
    const auto frames = static_cast<std::size_t>(2 * rate);
    Signal x;
    for (std::size_t n = 0; n < frames; ++n) {
      x.push_back(static_cast<float>(
          0.1 * std::sin(2 * std::numbers::pi * 500 * static_cast<double>(n) / rate)));
    }
    const auto begin = static_cast<std::int64_t>(10.0 * rate);
    programme::ProgrammeLoudnessMaker maker({Hertz(rate), 1}, Seconds(10.0));
    Signal copy = x;
    maker.add(FullScaleBlock({copy.data(), nullptr}, 1, static_cast<int>(frames)));
    const programme::ProgrammeLoudness track = maker.finish();
    const scene::Arc arc({key(0, flat(0)), key(11.0, flat(60))});
    EXPECT_FALSE(ears::needs_two_ears(arc));
    OfflineRenderer offline(std::make_unique<SceneRenderer>(
        StreamSpec{Hertz(rate), 1}, SceneSetup{arc, track, params()}, begin, begin));
    const FullScaleBlock y =
        offline.render(FullScaleBlock({copy.data(), nullptr}, 1, static_cast<int>(frames)));
    const auto heard = y.channel(0);
    const auto at_rate = [&](double s) { return static_cast<std::size_t>(s * rate); };
    for (std::size_t n = 0; n < at_rate(0.998); ++n) ASSERT_EQ(heard[n], x[n]) << rate << " " << n;
    double before = 0.0, after = 0.0;
    for (std::size_t n = at_rate(0.9); n < at_rate(0.99); ++n) before += heard[n] * heard[n];
    for (std::size_t n = at_rate(1.013); n < at_rate(1.103); ++n) after += heard[n] * heard[n];
    EXPECT_LT(10 * std::log10(after / before), -20.0) << rate;
  }
}

TEST(SceneSame, TypicalHearingHalfWayInIsTheInput) {
  const Stereo x = babble(3.0, 0.05);
  const auto y = render(x, {key(0, flat(0), 0.5)}, params()).sound;
  EXPECT_LT(difference_db(x[0], y[0]), -100.0);
}

// A flat loss of 10 dB at perspective 0.5: no third octave is off by more than 1.5 dB from what the
// two levels add up to in phase.
TEST(SceneSame, TheRoomAndTheHeardDoNotComb) {
  for (double hz = 63.0; hz < 15000.0; hz *= std::exp2(1.0 / 3.0)) {
    const Stereo x = tone(1.5, hz, 0.1);
    const auto p = params(false, 100.0);
    const auto half = render(x, {key(0, flat(10), 0.5)}, p).sound[0];
    const auto heard = render(x, {key(0, flat(10), 1.0)}, p).sound[0];
    const double ratio =
        std::pow(10.0, (level_db(heard, 0.5, 1.4) - level_db(x[0], 0.5, 1.4)) / 20);
    const double expected = 20 * std::log10(0.5 + 0.5 * ratio);
    EXPECT_NEAR(level_db(half, 0.5, 1.4) - level_db(x[0], 0.5, 1.4), expected, 1.5) << hz;
  }
}

}  // namespace
}  // namespace otoscape::render
