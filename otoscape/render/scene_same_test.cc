// SPDX-License-Identifier: Apache-2.0
// The same sound whatever part is rendered and however it is cut, and paths that add up in phase.

#include <gtest/gtest.h>

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
