// SPDX-License-Identifier: Apache-2.0
#include "otoscape/spatial/hrirs.h"

#include <gtest/gtest.h>

#include <cmath>

#include "otoscape/spatial/spatial_test_support.h"

namespace otoscape::spatial {
namespace {

constexpr double kHalfPower = 1.0 / std::numbers::sqrt2;

TEST(Hrirs, TheFrontIsADelayAtEveryRate) {
  for (const double rate : kRates) {
    const Hrirs hrirs = sphere_hrirs("5.1", rate);
    for (const Ear ear : {Ear::left, Ear::right}) {
      const auto taps = hrirs.of(2, ear);
      for (int n = 0; n < hrirs.taps; ++n) {
        const double expected = n == hrirs.front_frame ? kHalfPower : 0.0;
        EXPECT_NEAR(taps[static_cast<std::size_t>(n)], expected, 1e-6) << rate << " " << n;
      }
    }
  }
}

// The filters give back the sphere's own differences between the ears. 5 µs are less than half of
// what anyone hears (10 µs), 0.3 dB less than a third (1 dB).
TEST(Hrirs, EarsDifferAsAtTheSphereAtEveryRate) {
  for (const double rate : kRates) {
    const Hrirs hrirs = sphere_hrirs("7.1.4", rate);
    for (int c = 0; c < 12; ++c) {
      if (hrirs.layout[c] == Speaker::lfe) continue;
      const Direction at = direction_of(hrirs.layout[c], hrirs.layout);
      const double angle = angle_to_ear_rad(at, Ear::left);
      for (const double hz : {300.0, 600.0, 1500.0, 3000.0, 7000.0, 14000.0}) {
        if (hz > 0.4 * rate) break;
        const auto ratio = sphere_pressure(angle, Hertz(hz)) /
                           sphere_pressure(std::numbers::pi - angle, Hertz(hz));
        const Across heard = across(hrirs, c, hz);
        EXPECT_NEAR(heard.level_db, db(std::abs(ratio)), 0.3) << rate << " " << c << " " << hz;
        EXPECT_NEAR(heard.seconds, std::arg(ratio) / (2.0 * std::numbers::pi * hz), 5e-6)
            << rate << " " << c << " " << hz;
      }
    }
  }
}

TEST(Hrirs, LeftIsEarlierAndLouderAtTheLeftEar) {
  const Hrirs hrirs = sphere_hrirs("7.1.4");
  for (const int left : {0, 4, 6, 8, 10}) {
    for (const int channel : {left, left + 1}) {
      const double side = channel == left ? 1.0 : -1.0;
      EXPECT_GT(side * across(hrirs, channel, 500.0).seconds, 0.00035) << channel;
      EXPECT_GT(side * across(hrirs, channel, 4000.0).level_db, 3.0) << channel;
      EXPECT_LT(std::abs(across(hrirs, channel, 60.0).level_db), 0.2) << channel;
    }
    for (int n = 0; n < hrirs.taps; ++n) {
      const auto at = static_cast<std::size_t>(n);
      EXPECT_EQ(hrirs.of(left, Ear::left)[at], hrirs.of(left + 1, Ear::right)[at]);
      EXPECT_EQ(hrirs.of(left, Ear::right)[at], hrirs.of(left + 1, Ear::left)[at]);
    }
  }
}

TEST(Hrirs, LfeIsAlikeInBothEarsAtItsOwnLevel) {
  for (const auto* name : {"5.1", "2.1"}) {
    const Hrirs hrirs = sphere_hrirs(name);
    const int lfe = *hrirs.layout.channel_of(Speaker::lfe);
    for (const Ear ear : {Ear::left, Ear::right}) {
      EXPECT_NEAR(std::abs(response(hrirs.of(lfe, ear), 50.0, 48000.0)), 1.0, 1e-6) << name;
    }
  }
}

TEST(Hrirs, SpeechInTheMiddleKeepsItsLoudness) {
  for (const double rate : {8000.0, 48000.0, 192000.0}) {
    EXPECT_NEAR(speech_loudness_change(sphere_hrirs("7.1.4", rate), {2}), 0.0, 0.01) << rate;
    EXPECT_NEAR(speech_loudness_change(sphere_hrirs("mono", rate), {0}), 0.0, 0.01) << rate;
    for (const auto* name : {"stereo", "2.1", "quad"}) {
      EXPECT_NEAR(speech_loudness_change(sphere_hrirs(name, rate), {0, 1}), 0.0, 0.5)
          << rate << " " << name;
    }
  }
  // Control: where there is a centre, what is equal left and right grows as it does in a room.
  EXPECT_GT(speech_loudness_change(sphere_hrirs("5.1"), {0, 1}), 1.5);
}

TEST(Hrirs, NoEarGetsMoreThanTheLargestSample) {
  const Hrirs hrirs = sphere_hrirs("stereo");
  double sum = 0.0;
  for (int c = 0; c < 2; ++c) {
    for (const float tap : hrirs.of(c, Ear::right)) sum += std::abs(static_cast<double>(tap));
  }
  EXPECT_DOUBLE_EQ(hrirs.largest_lin(Ear::right), sum);
  EXPECT_GT(sum, 1.0);
}

// A front that is 20 dB fainter from 7 to 9 kHz.
TEST(Hrirs, TheFrontsNotchIsNoPeakElsewhere) {
  const Head sphere = sphere_head();
  const Head notched{sphere.highest, [&](Direction at, Ear ear) {
                       Response response = sphere.response(at, ear);
                       const bool front = at == Direction{};
                       for (std::size_t k = 175; front && k <= 225; ++k) response[k] *= 0.1;
                       return response;
                     }};
  const auto plain = *make_hrirs(sphere, layout("7.1"), Hertz(48000.0)),
             hrirs = *make_hrirs(notched, layout("7.1"), Hertz(48000.0));
  const auto level = [](const Hrirs& of, int channel) {
    return db(std::abs(response(of.of(channel, Ear::left), 8000.0, 48000.0)));
  };
  EXPECT_NEAR(level(hrirs, 2), level(plain, 2), 0.01);
  for (const int channel : {0, 4, 6}) {
    EXPECT_GT(level(hrirs, channel), level(plain, channel) - 1.0) << channel;
    EXPECT_LT(level(hrirs, channel), level(plain, channel) + 6.0) << channel;
  }
}

TEST(Hrirs, DelaysThatNoHeadHasAreRefused) {
  const Head sphere = sphere_head();
  const Head late{sphere.highest, [&](Direction at, Ear ear) {
                    Response response = sphere.response(at, ear);
                    if (at.azimuth_deg == 90.0) {
                      for (std::size_t k = 0; k < response.size(); ++k) {
                        response[k] *=
                            std::polar(1.0, -2.0 * std::numbers::pi * 0.001 * grid_hz(k));
                      }
                    }
                    return response;
                  }};
  const auto hrirs = make_hrirs(late, layout("7.1"), Hertz(48000.0));
  ASSERT_FALSE(hrirs);
  EXPECT_EQ(hrirs.error().sentence,
            "sound from azimuth 90°, elevation 0° and sound from the front arrive more than 0.7 ms "
            "apart at one ear, which no head explains: the measured delays are wrong");
}

}  // namespace
}  // namespace otoscape::spatial
