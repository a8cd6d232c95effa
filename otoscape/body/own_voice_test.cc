// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/own_voice.h"

#include <gtest/gtest.h>

#include <random>

#include "otoscape/body/body_track.h"
#include "tests/support/spectrum.h"

namespace otoscape::body {
namespace {

using Sound = std::vector<float>;
constexpr StreamSpec kSpec{Hertz(48000.0), 2};

// Of what a stage makes of a unit impulse in the right ear.
double response_db(const Sound& h, double hz) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < h.size(); ++n) {
    const double turns = hz * static_cast<double>(n) / kSpec.rate.value();
    sum += std::polar(static_cast<double>(h[n]), -2.0 * std::numbers::pi * turns);
  }
  return from_amplitude(std::abs(sum)).value();
}

Sound impulse_through(auto&& process) {
  Sound left(48'000), right(48'000);
  right[0] = 1.0f;
  process(PascalBlock({left.data(), right.data()}, 2, static_cast<int>(right.size())));
  EXPECT_EQ(left, Sound(left.size()));
  return right;
}

TEST(BoneLeg, HasTheShapeOfBoneAgainstAir) {
  Arena arena;
  BoneLeg leg;
  leg.prepare(kSpec, arena);
  const Sound h = impulse_through([&](PascalBlock sound) { leg.process(sound); });
  const double leg_gain_db = from_amplitude(static_cast<double>(kVoiceLegGain)).value();
  EXPECT_NEAR(leg_gain_db, -6.0, 0.01);
  for (auto [hz, db] :
       {std::pair{250.0, -2.9}, {500.0, -1.5}, {1000.0, 2.5}, {2000.0, 1.8}, {4000.0, -6.0}}) {
    EXPECT_NEAR(response_db(h, hz) - leg_gain_db, db, 0.5) << hz;
  }
}

// Both legs add in phase; −6 dB leaves a voice about as loud as its file over the band of speech.
TEST(BoneLeg, AddsToTheAirLegToTheVoiceItself) {
  Arena arena;
  BoneLeg leg;
  leg.prepare(kSpec, arena);
  Sound both = impulse_through([&](PascalBlock sound) { leg.process(sound); });
  both[0] += kVoiceLegGain;
  for (double hz : {250.0, 500.0, 1000.0}) EXPECT_NEAR(response_db(both, hz), 0.0, 2.0) << hz;
}

TEST(FeltVoice, KeepsWhatTouchFeels) {
  Arena arena;
  FeltVoice felt;
  felt.prepare(kSpec, arena);
  const Sound h = impulse_through([&](PascalBlock sound) { felt.process(sound); });
  EXPECT_NEAR(response_db(h, 50.0), -20.0, 0.1);
  EXPECT_NEAR(response_db(h, 300.0), -23.0, 0.1);
  EXPECT_NEAR(response_db(h, 1200.0), -44.1, 0.5);
}

Sound occluded(float amount) {
  Arena arena;
  Occlusion occlusion;
  occlusion.prepare(kSpec, 48'000, arena);
  return impulse_through([&](PascalBlock sound) {
    occlusion.process(sound, {0.0f, amount}, {0.0f, amount});
  });
}

TEST(Occlusion, LiftsLowFrequencies) {
  const Sound h = occluded(1.0f);
  for (auto [hz, db] : {std::pair{63.0, 23.7},
                        {125.0, 22.5},
                        {250.0, 17.7},
                        {500.0, 9.2},
                        {1000.0, 2.6},
                        {2000.0, 0.6}}) {
    EXPECT_NEAR(response_db(h, hz), db, 0.3) << hz;
  }
}

TEST(Occlusion, HasHalfItsDecibelsAtHalfItsAmount) {
  EXPECT_NEAR(response_db(occluded(0.5f), 20.0), 12.0, 0.2);
}

TEST(Occlusion, LeavesAnOpenEarAlone) {
  Sound unit(48'000);
  unit[0] = 1.0f;
  EXPECT_EQ(occluded(0.0f), unit);
}

// An ear shut over many blocks must not click: the amount moves within each.
TEST(Occlusion, MovesWithinTheBlock) {
  Arena arena;
  Occlusion occlusion;
  occlusion.prepare(kSpec, 64, arena);
  Sound x(1 << 17);
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double turns = 200.0 * static_cast<double>(n) / kSpec.rate.value();
    x[n] = static_cast<float>(std::sin(2.0 * std::numbers::pi * turns));
  }
  const auto shut = [](std::size_t n) {
    const double way = std::clamp((static_cast<double>(n) - 48'000.0) / 5760.0, 0.0, 1.0);
    return static_cast<float>(way * way * (3.0 - 2.0 * way));
  };
  for (std::size_t n = 0; n < x.size(); n += 64) {
    const float from[2] = {shut(n), 0.0f}, to[2] = {shut(n + 64), 0.0f};
    occlusion.process(PascalBlock({x.data() + n, nullptr}, 1, 64), from, to);
  }
  EXPECT_LT(test::outside_db(x, kSpec.rate.value(), 100.0, 400.0), -85.0);
  EXPECT_NEAR(from_amplitude(std::sqrt(2.0 * test::mean_square(std::span(x).last(24'000)))).value(),
              19.9, 0.5);
}

TEST(BodyTrack, KeepsTheBodysBand) {
  Arena arena;
  BodyTrackFilter plain, opened;
  plain.prepare(kSpec, arena);
  opened.prepare(kSpec, arena, Hertz(8000.0));
  const Sound h = impulse_through([&](PascalBlock sound) { plain.process(sound); });
  EXPECT_NEAR(response_db(h, 150.0), 0.0, 0.1);
  EXPECT_NEAR(response_db(h, 15.0), -3.0, 0.1);
  EXPECT_NEAR(response_db(h, 1500.0), -3.0, 0.1);
  EXPECT_NEAR(response_db(h, 6000.0), -24.6, 0.8);
  const Sound wide = impulse_through([&](PascalBlock sound) { opened.process(sound); });
  EXPECT_NEAR(response_db(wide, 1500.0), 0.0, 0.1);
}

}  // namespace
}  // namespace otoscape::body
