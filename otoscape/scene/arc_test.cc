// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/arc.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "otoscape/scene/hearing_protection.h"

namespace otoscape::scene {
namespace {

hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
  return ear;
}

Keyframe listener(double time, double db_hl, double over = 0.0) {
  Keyframe k;
  k.time = Seconds(time);
  k.left = k.right = flat(db_hl);
  k.ramp.over = Seconds(over);
  return k;
}

Keyframe event(double time, Event what) {
  Keyframe k;
  k.time = Seconds(time);
  k.event = what;
  return k;
}

double left_db(const Arc& arc, double time, double hz = 1000.0) {
  return arc.ear(Side::left, Seconds(time)).air.at(Hertz(hz)).value();
}

double worn_db(const Arc& arc, Side side, double time, double hz) {
  return arc.ear(side, Seconds(time)).worn.at(Hertz(hz)).value();
}

TEST(Arc, TheEarGlidesInDecibelsAndArrivesAtItsTime) {
  const Arc arc({listener(2, 0), listener(10, 40, 4), listener(20, 80)});
  EXPECT_EQ(left_db(arc, -5), 0.0);
  EXPECT_EQ(left_db(arc, 6), 0.0);
  EXPECT_DOUBLE_EQ(left_db(arc, 7), 10.0);
  EXPECT_EQ(left_db(arc, 10), 40.0);
  EXPECT_EQ(left_db(arc, 19.9999), 40.0);
  EXPECT_EQ(left_db(arc, 20), 80.0) << "a cut's own time belongs to the ear after it";
  EXPECT_EQ(left_db(arc, 1e6), 80.0);
  ASSERT_EQ(arc.ear_movements().size(), 2u);
  EXPECT_EQ(arc.ear_movements()[0].start, Seconds(6));
  EXPECT_FALSE(arc.ear_movements()[0].blends);
  EXPECT_DOUBLE_EQ(arc.ear_movements()[1].end.value(), 20.01);
  EXPECT_TRUE(arc.ear_movements()[1].blends);
}

TEST(Arc, AShortRampIsABlendThatEndsAtItsTime) {
  const Arc arc({listener(0, 0), listener(10, 40, 0.1)});
  EXPECT_EQ(left_db(arc, 9.89), 0.0);
  EXPECT_EQ(left_db(arc, 9.91), 40.0) << "what it leads to";
  EXPECT_DOUBLE_EQ(arc.ear_movements()[0].start.value(), 9.9);
}

TEST(Arc, TheLaterOfTwoCutsWaits) {
  const Arc arc({listener(0, 0), listener(1, 20), listener(1.004, 60)});
  ASSERT_EQ(arc.ear_movements().size(), 2u);
  EXPECT_EQ(arc.ear_movements()[1].start, arc.ear_movements()[0].end);
  EXPECT_EQ(left_db(arc, 1.005), 20.0);
  EXPECT_EQ(left_db(arc, 1.0101), 60.0);
}

TEST(Arc, RingingAloneMovesNoEar) {
  Keyframe rings = listener(5, 0);
  rings.left->tinnitus.push_back({});
  const Arc arc({listener(0, 0), rings});
  EXPECT_TRUE(arc.ear_movements().empty());
  ASSERT_EQ(arc.ringing().size(), 2u);
  EXPECT_EQ(arc.ringing()[1].to[0].tinnitus.size(), 1u);
  EXPECT_TRUE(arc.ringing()[1].to[1].tinnitus.empty());
  EXPECT_TRUE(arc.ear(Side::left, Seconds(6)).tinnitus.empty());
}

TEST(Arc, APopChangesTheListenerAtOnceHushesAndPresses) {
  Keyframe pop = listener(10, 80, 4);  // its ramp is for the rest
  pop.event = Event{Pop{}, EventEars::left};
  const Arc arc({listener(0, 0), pop});
  EXPECT_EQ(left_db(arc, 9.999), 0.0);
  EXPECT_EQ(left_db(arc, 10), 80.0);
  EXPECT_NEAR(arc.mix(Seconds(10.3)).stillness_lin, std::pow(10.0, -1.5), 1e-12);
  EXPECT_NEAR(20 * std::log10(arc.mix(Seconds(11.0)).stillness_lin), -15.0, 1e-9);
  EXPECT_EQ(arc.mix(Seconds(11.41)).stillness_lin, 1.0);
  EXPECT_EQ(worn_db(arc, Side::left, 11.9, 250), 10.0);
  EXPECT_EQ(worn_db(arc, Side::left, 11.9, 2000), 0.0);
  EXPECT_NEAR(worn_db(arc, Side::left, 12.1, 250), 5.0, 1e-9) << "half-way off";
  EXPECT_EQ(worn_db(arc, Side::left, 12.21, 250), 0.0);
  EXPECT_EQ(worn_db(arc, Side::right, 11.0, 250), 0.0);
  ASSERT_EQ(arc.ear_movements().size(), 2u) << "the ear and the pressure in one blend";
  ASSERT_EQ(arc.events().size(), 1u);
}

TEST(Arc, ABlastShiftsRingsAndRecovers) {
  const Arc arc({listener(0, 10), event(10, {Blast{}})});
  EXPECT_EQ(left_db(arc, 9.99, 4000), 10.0);
  EXPECT_NEAR(left_db(arc, 10.01, 4000), 65.0, 0.2);
  EXPECT_NEAR(left_db(arc, 100, 4000), 10.0 + 55.0 * (0.2 + 0.8 * 0.05), 0.2);
  EXPECT_DOUBLE_EQ(left_db(arc, 1000, 4000), 21.0);
  const auto& rise = arc.ringing()[1];
  EXPECT_NEAR(rise.end.value() - rise.start.value(), 0.4, 1e-9);
  ASSERT_EQ(rise.to[0].tinnitus.size(), 1u);
  EXPECT_EQ(rise.to[0].tinnitus[0].name, "blast");
  EXPECT_NEAR(rise.to[0].air.at(Hertz(6000)).value(), 60.0, 4.0) << "based on the shifted ear";
  double last = 20.1;
  for (std::size_t i = 1; i + 1 < arc.ringing().size(); ++i) {
    const double level = std::get<DbSl>(arc.ringing()[i].to[0].tinnitus.at(0).level).value();
    EXPECT_LT(level, last);
    last = level;
  }
  EXPECT_TRUE(arc.ringing().back().to[0].tinnitus.empty());
  EXPECT_NEAR(arc.ringing().back().end.value(), 100.0, 1.0);
}

TEST(Arc, AShiftStopsAt120AndReachesBone) {
  Keyframe first = listener(0, 100);
  first.left->bone = flat(30).air;
  const Arc arc({first, event(1, {Blast{}})});
  EXPECT_EQ(left_db(arc, 1, 4000), 120.0);
  EXPECT_NEAR(arc.ear(Side::left, Seconds(1)).bone->at(Hertz(4000)).value(), 85.0, 0.2);
}

TEST(Arc, PlugsStayInAcrossListenersUntilTheyAreOut) {
  Keyframe conductive = listener(20, 50);
  conductive.left->bone = flat(10).air;
  const Arc arc({listener(0, 0), event(5, {PlugIn{Protector::foam}}), conductive,
                 event(30, {PlugOut{}, EventEars::left})});
  EXPECT_EQ(worn_db(arc, Side::left, 4.9, 1000), 0.0);
  EXPECT_DOUBLE_EQ(worn_db(arc, Side::left, 5.0, 1000), 38 * 0.6);
  EXPECT_DOUBLE_EQ(worn_db(arc, Side::left, 25, 1000), 38 * 0.6);
  EXPECT_EQ(worn_db(arc, Side::left, 31, 1000), 0.0);
  EXPECT_DOUBLE_EQ(worn_db(arc, Side::right, 31, 1000), 38 * 0.6);
  EXPECT_NEAR(arc.ear_movements()[0].end.value(), 5.12, 1e-9);
  EXPECT_EQ(arc.mix(Seconds(4)).occlusion[0], 0.0);
  EXPECT_NEAR(arc.mix(Seconds(5.06)).occlusion[0], 0.25, 1e-9);
  EXPECT_EQ(arc.mix(Seconds(10)).occlusion[0], 0.5);
  EXPECT_EQ(arc.mix(Seconds(25)).occlusion[0], 0.0) << "its bone thresholds hold the effect";
  EXPECT_EQ(arc.mix(Seconds(25)).occlusion[1], 0.5);
}

TEST(Arc, NothingWornTakesMoreThanBoneLeaves) {
  Keyframe first = listener(0, 0);
  first.left->worn.points = {{Hertz(1000), Decibels(40)}};
  const Arc arc({first, event(5, {PlugIn{Protector::muff}})});
  for (double hz = 100; hz < 9000; hz *= 1.1) {
    EXPECT_LE(worn_db(arc, Side::left, 6, hz), bone_limit().at(Hertz(hz)).value() + 1e-9);
  }
  EXPECT_EQ(worn_db(arc, Side::left, 6, 1000), 48.0);
}

TEST(Arc, MixBodyRoomsAndTheHeartsToneComeFromTheKeyframes) {
  Keyframe first, second;
  second.time = Seconds(10);
  second.perspective = 0.0;
  second.leak = Leak{true, Decibels(-40)};
  second.room_level = RoomLevel::match;
  second.body = BodySetting{};
  second.body->heart = Decibels(-6);
  second.body->heart_per_min = 120;
  second.body->film_heart = true;
  second.body_ramp = Ramp{Seconds(2)};
  const Arc arc({first, second});
  EXPECT_EQ(arc.mix(Seconds(3)).perspective, 1.0);
  EXPECT_EQ(arc.mix(Seconds(11)).perspective, 0.0);
  EXPECT_NEAR(arc.mix(Seconds(11)).leak_lin, 0.01, 1e-12);
  EXPECT_NEAR(20 * std::log10(arc.mix(Seconds(9)).body.heart_lin), -36.0, 1e-9);
  EXPECT_EQ(arc.mix(Seconds(11)).body.breath_lin, 0.0);
  ASSERT_EQ(arc.rooms().size(), 2u);
  EXPECT_FALSE(arc.rooms()[0].matched);
  EXPECT_TRUE(arc.rooms()[1].matched);
  EXPECT_TRUE(arc.film_heart());
  EXPECT_NEAR(arc.heart_cycles(Seconds(8)), 8 * 70 / 60.0, 1e-9);
  EXPECT_NEAR(arc.heart_cycles(Seconds(12)), (8 * 70 + 2 * 95 + 2 * 120) / 60.0, 1e-9);
  EXPECT_NEAR(arc.breath_cycles(Seconds(12)), 3.0, 1e-9);
  const auto moments = arc.moments();
  EXPECT_TRUE(std::ranges::find(moments, Seconds(10)) != moments.end());
  EXPECT_TRUE(std::ranges::is_sorted(moments));
}

TEST(Arc, FeltMovesInDbAndByItsOwnRamp) {
  Keyframe first, water, off;
  water.time = Seconds(10.0);
  water.felt = FeltSetting{Felt::water, Decibels(-6.0)};
  water.felt_ramp = Ramp{Seconds(4.0)};
  off.time = Seconds(20.0);
  off.felt = FeltSetting{Felt::body, Decibels(0.0)};
  const Arc arc({first, water, off});
  EXPECT_EQ(arc.felt(Seconds(5.9)), FeltLevels{});
  EXPECT_NEAR(from_amplitude(arc.felt(Seconds(8.0)).body_lin).value(), -36.0, 1.0);
  EXPECT_NEAR(arc.felt(Seconds(10.0)).water_lin, to_amplitude(Decibels(-6.0)), 1e-9);
  EXPECT_EQ(arc.felt(Seconds(20.02)), (FeltLevels{1.0, 0.0}));
  EXPECT_EQ(arc.mix(Seconds(20.02)).felt, arc.felt(Seconds(20.02)));
  EXPECT_EQ(arc.felt_at_most(), Felt::water);
}

}  // namespace
}  // namespace otoscape::scene
