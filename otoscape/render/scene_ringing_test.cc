// SPDX-License-Identifier: Apache-2.0
// Ringing through whole scenes: its level and pitch in the render against the formula.

#include <gtest/gtest.h>

#include "otoscape/render/scene_test_support.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;

constexpr double kFs = 100.0;

// C − ρ(C − HL − S) at the pitch, in dB SPL; HL at most 80, the result at most 45 dB HL.
double formula_db_spl(double loss_db_hl, double sensation_db, double pitch_hz) {
  const double hl = std::min(loss_db_hl, 80.0), rho = 105.0 / (105.0 - hl);
  return std::min(105.0 - rho * (105.0 - hl - sensation_db), 45.0) +
         reference_threshold(Hertz(pitch_hz)).value();
}

double heard_db_spl(const hearing::EarProfile& both, double seconds) {
  const Stereo nothing{Signal(at(seconds)), Signal(at(seconds))};
  const auto y = render(nothing, {key(0, both)}, params(false, kFs)).sound[0];
  return level_db(y, 0.0, seconds) + kFs;
}

TEST(SceneRinging, LevelsFollowTheFormulaForFlatAndSlopingLosses) {
  for (const Kind kind :
       {Kind::tone, Kind::noise, Kind::pulsatile, Kind::low_fluctuating, Kind::crickets}) {
    for (const bool slopes : {false, true}) {
      auto both = slopes
                      ? ear({{125, 5}, {500, 15}, {1000, 25}, {2000, 40}, {4000, 60}, {8000, 75}})
                      : flat(40);
      TinnitusLayer layer;
      layer.kind = kind;
      layer.pitch = hearing::defaults(kind).pitch;
      layer.bandwidth_oct = hearing::defaults(kind).bandwidth_oct;
      layer.level = DbSl(8.0);
      layer.drift = false;
      both.tinnitus = {layer};
      const double loss = both.air.at(layer.pitch).value();
      EXPECT_NEAR(heard_db_spl(both, 60.0), formula_db_spl(loss, 8.0, layer.pitch.value()), 1.0)
          << static_cast<int>(kind) << (slopes ? " sloping" : " flat");
    }
  }
}

// A drift moves the level and keeps its mean; what is rough is as loud.
TEST(SceneRinging, MovementKeepsTheMean) {
  auto both = flat(40);
  both.tinnitus = {{"whistle", Kind::tone, Hertz(4000), 0.0, DbSpl(50), 0.5}};
  EXPECT_NEAR(heard_db_spl(both, 120.0), 50.0, 0.7);
  both.tinnitus[0].drift = false;
  EXPECT_NEAR(heard_db_spl(both, 30.0), 50.0, 0.1);
}

// A source at HL + S that goes through the loss comes out where the ringing is written.
TEST(SceneRinging, ASourceAtItsSensationLevelComesOutThere) {
  for (const double hz : {1000.0, 3000.0}) {
    for (const double loss : {20.0, 40.0, 60.0}) {
      const double spl = loss + 8.0 + reference_threshold(Hertz(hz)).value();
      const Stereo x = tone(2.0, hz, std::sqrt(2.0) * std::pow(10.0, (spl - kFs) / 20.0));
      const auto y = render(x, {key(0, flat(loss))}, params(false, kFs)).sound[0];
      EXPECT_NEAR(level_db(y, 0.5, 1.9) + kFs, formula_db_spl(loss, 8.0, hz), 0.6)
          << hz << " " << loss;
    }
  }
}

TEST(SceneRinging, PitchIsWhatWasAsked) {
  for (const double hz : {440.0, 2960.0, 6000.0}) {
    auto both = flat(30);
    both.tinnitus = {{"whistle", Kind::tone, Hertz(hz), 0.0, DbSpl(50)}};  // it drifts
    const Stereo nothing{Signal(at(3.0)), Signal(at(3.0))};
    const auto y = render(nothing, {key(0, both)}, params(false, kFs)).sound[0];
    int crossings = 0;
    for (std::size_t n = at(0.5) + 1; n < at(2.5); ++n)
      crossings += (y[n - 1] < 0.0f) != (y[n] < 0.0f);
    EXPECT_NEAR(crossings / 4.0, hz, 0.005 * hz);
  }
}

// Along a ramp a layer glides; without its name in the next listener it fades.
TEST(SceneRinging, LayersGlideByNameAndFadeWithoutOne) {
  auto first = flat(30), second = flat(30), third = flat(30);
  first.tinnitus = {{"whistle", Kind::tone, Hertz(4000), 0.0, DbSpl(40)}};
  second.tinnitus = {{"whistle", Kind::tone, Hertz(4000), 0.0, DbSpl(60)}};
  first.tinnitus[0].drift = second.tinnitus[0].drift = false;
  const Stereo nothing{Signal(at(9.0)), Signal(at(9.0))};
  const scene::Ramp ramp{Seconds(2.0), scene::Shape::linear};
  const auto y =
      render(nothing, {key(0, first), key(4.0, second, 1.0, ramp), key(8.0, third, 1.0, ramp)},
             params(false, kFs))
          .sound[0];
  EXPECT_NEAR(level_db(y, 0.5, 1.5) + kFs, 40.0, 0.1);
  EXPECT_NEAR(level_db(y, 2.99, 3.01) + kFs, 50.0, 0.3);
  EXPECT_NEAR(level_db(y, 4.5, 5.5) + kFs, 60.0, 0.1);
  EXPECT_NEAR(level_db(y, 6.99, 7.01) + kFs, 30.0, 0.5);
  EXPECT_EQ(level_db(y, 8.1, 9.0), -300.0);
}

}  // namespace
}  // namespace otoscape::render
