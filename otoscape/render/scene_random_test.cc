// SPDX-License-Identifier: Apache-2.0
// Any scene that can be written renders to finite, guarded sound, whatever the programme.

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using hearing::TinnitusLayer;
using scene::Shape;

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  double between(double a, double b) { return a + (b - a) * (random_() / 4294967296.0); }
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937 random_;
};

hearing::Audiogram any_audiogram(Dice& dice) {
  std::vector<hearing::Threshold> points;
  for (double hz = dice.between(60, 500); hz < 20000; hz *= dice.between(1.2, 4.0)) {
    const bool response = !dice.one_in(6);
    points.push_back(
        {Hertz(hz), response ? DbHl(dice.between(-20, 130)) : hearing::kNoResponse, response});
  }
  return *hearing::Audiogram::make(points);
}

TinnitusLayer any_layer(Dice& dice) {
  TinnitusLayer layer;
  layer.name = std::string(1, static_cast<char>('a' + dice.below(3)));
  layer.kind = static_cast<TinnitusLayer::Kind>(dice.below(5));
  layer.pitch = Hertz(dice.between(20, 20000));
  layer.bandwidth_oct = dice.one_in(3) ? 0.0 : dice.between(0.0, 10.0);
  if (dice.one_in(2)) layer.level = DbSpl(dice.between(0, 75));
  if (dice.one_in(3)) layer.roughness = dice.between(0.0, 1.0);
  layer.central = dice.one_in(2);
  layer.drift = dice.one_in(2);
  layer.masking = dice.one_in(2);
  layer.inhibition = dice.one_in(2);
  layer.stress = dice.one_in(2);
  return layer;
}

hearing::EarProfile any_ear(Dice& dice) {
  if (dice.one_in(4)) return flat(0);
  hearing::EarProfile ear;
  ear.air = any_audiogram(dice);
  if (dice.one_in(3)) ear.bone = any_audiogram(dice);
  if (dice.one_in(4)) ear.smearing = hearing::SmearingOff{};
  if (dice.one_in(4)) {
    ear.smearing = hearing::SmearingFactors{dice.between(1, 6), dice.between(1, 6)};
  }
  for (int i = dice.below(4); i > 0; --i) ear.tinnitus.push_back(any_layer(dice));
  return ear;
}

scene::Event any_event(Dice& dice) {
  scene::Event event;
  switch (dice.below(4)) {
    case 0:
      event.what = scene::Pop{};
      break;
    case 1:
      event.what = scene::Blast{dice.between(0, 2), Seconds(dice.between(1, 90)),
                                dice.between(0, 1), DbSl(dice.between(0, 40))};
      break;
    case 2:
      event.what = scene::PlugIn{static_cast<scene::Protector>(dice.below(3))};
      break;
    default:
      event.what = scene::PlugOut{};
  }
  event.ears = static_cast<scene::EventEars>(dice.below(3));
  return event;
}

scene::Keyframe any_key(Dice& dice, double time, double gap) {
  scene::Keyframe k;
  k.time = Seconds(time);
  if (dice.one_in(2)) k.left = any_ear(dice);
  if (dice.one_in(2)) k.right = any_ear(dice);
  if (dice.one_in(2)) k.perspective = dice.one_in(2) ? dice.below(2) : dice.between(0, 1);
  if (dice.one_in(3)) k.leak = scene::Leak{dice.one_in(2), Decibels(dice.between(-80, 0))};
  if (dice.one_in(4)) k.room_level = static_cast<scene::RoomLevel>(dice.below(2));
  if (dice.one_in(3)) {
    scene::BodySetting body;
    if (dice.one_in(2)) body.breath = Decibels(dice.between(-40, 20));
    if (dice.one_in(2)) body.heart = Decibels(dice.between(-40, 20));
    if (dice.one_in(2)) body.thuds = Decibels(dice.between(-40, 20));
    body.heart_per_min = dice.between(30, 200);
    k.body = body;
  }
  if (dice.one_in(3)) k.stress = dice.between(0, 1);
  if (dice.one_in(4)) k.event = any_event(dice);
  if (dice.one_in(2)) {
    k.ramp = {Seconds(dice.between(0, gap)), dice.one_in(2) ? Shape::ease : Shape::linear};
  }
  return k;
}

std::vector<scene::Keyframe> any_scene(Dice& dice) {
  std::vector<scene::Keyframe> keyframes;
  double time = 0.0;
  for (int i = 1 + dice.below(8); i > 0; --i) {
    const double gap = dice.one_in(4) ? dice.between(0.001, 0.05) : dice.between(0.05, 1.0);
    keyframes.push_back(any_key(dice, time += gap, gap));
  }
  return keyframes;
}

Stereo any_programme(Dice& dice) {
  Stereo x =
      babble(4.0, std::pow(10.0, dice.between(-5, 0)), static_cast<unsigned>(dice.below(99)));
  if (dice.one_in(4)) x = Stereo{Signal(at(4.0)), Signal(at(4.0))};
  if (dice.one_in(3)) {
    for (std::size_t n = 0; n < x[0].size(); n += 1 + static_cast<std::size_t>(dice.below(9000))) {
      x[0][n] = dice.one_in(2) ? NAN : 1e9f;
    }
  }
  return x;
}

TEST(SceneRandom, AnySceneRendersToFiniteGuardedSound) {
  for (unsigned seed = 0; seed < 60; ++seed) {
    Dice dice(seed);
    const auto keyframes = any_scene(dice);
    auto p = params(!dice.one_in(3), dice.between(60, 130));
    p.tinnitus = static_cast<TinnitusMode>(dice.below(3));
    p.return_cap_lu = dice.between(kLowestReturnCap, kHighestReturnCap);
    p.render.output_gain = Decibels(dice.between(-20, 20));
    const auto y = render(any_programme(dice), keyframes, p).sound;
    ASSERT_EQ(y[0].size(), at(4.0)) << seed;
    for (const Signal& c : y) {
      for (float v : c) ASSERT_TRUE(std::isfinite(v) && std::abs(v) <= 1.0f) << seed;
    }
  }
}

}  // namespace
}  // namespace otoscape::render
