// SPDX-License-Identifier: Apache-2.0
// Listeners with implants: latency, alignment, both kinds of hearing in one ear, and what is the
// same.

#include <gtest/gtest.h>

#include "otoscape/render/implant_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;

constexpr double kSpeechRms = 0.07;  // 65 dB SPL at fs=88

Stereo burst(double from_s, double to_s, double seconds) {
  Stereo x = babble(seconds, kSpeechRms);
  for (auto& c : x) {
    for (std::size_t n = 0; n < c.size(); ++n) {
      if (n < at(from_s) || n >= at(to_s)) c[n] = 0.0f;
    }
  }
  return x;
}

// When the power of 4 ms reaches half of what it is 60 ms later.
double onset_s(const Signal& x, double near_s) {
  const double full = level_db(x, near_s + 0.03, near_s + 0.09);
  for (double t = near_s - 0.05; t < near_s + 0.05; t += 0.0001) {
    if (level_db(x, t - 0.002, t + 0.002) > full - 3.0) return t;
  }
  return near_s + 1.0;
}

TEST(Implant, LatencyIsConstantAndBelow15Milliseconds) {
  for (const double rate : {16000.0, 22050.0, 32000.0, 44100.0, 48000.0, 96000.0, 192000.0}) {
    const StreamSpec spec{Hertz(rate), 2};
    Frames latency(0);
    for (const double adaptation : {0.0, 0.5, 1.0}) {
      const Renderer renderer(spec, pair(implanted(adaptation), flat(0)), params().render);
      if (latency.value() > 0) EXPECT_EQ(renderer.latency(), latency);
      latency = renderer.latency();
    }
    EXPECT_LE(static_cast<double>(latency.value()) / rate, 0.015) << rate;
    std::printf("%.0f Hz: %lld frames, %.2f ms\n", rate, static_cast<long long>(latency.value()),
                1e3 * static_cast<double>(latency.value()) / rate);
  }
}

TEST(Implant, WithoutOneNothingIsLater) {
  const Renderer acoustic({Hertz(kRate), 2}, pair(flat(40), flat(0)), params().render);
  EXPECT_EQ(acoustic.latency().value(), 535);
}

TEST(Implant, AcousticAndElectricEarsAreInTime) {
  const Stereo x = burst(0.5, 1.0, 1.5);
  const Stereo y = heard(x, pair(implanted(), flat(30)));
  const double electric = onset_s(y[0], 0.5), acoustic = onset_s(y[1], 0.5),
               programme = onset_s(x[0], 0.5);
  // An implant's AGC and growth pull onsets forward, its envelopes round them.
  EXPECT_NEAR(acoustic, programme, 0.003);
  EXPECT_NEAR(electric, acoustic, 0.004);
}

TEST(Implant, ATypicalEarBesideAnImplantPassesBitForBit) {
  const Stereo x = babble(1.0, kSpeechRms), y = heard(x, pair(implanted(), flat(0)));
  EXPECT_EQ(y[1], x[1]);
}

TEST(Implant, DelayMovesOneSideAgainstTheOther) {
  const Stereo x = burst(0.5, 1.0, 1.5);
  auto later = implanted(), earlier = implanted();
  later.implant->delay = Seconds(0.008);
  earlier.implant->delay = Seconds(-0.008);
  const Stereo aligned = heard(x, pair(implanted(), flat(0))),
               late = heard(x, pair(later, flat(0))), early = heard(x, pair(earlier, flat(0)));
  EXPECT_NEAR(onset_s(late[0], 0.5) - onset_s(aligned[0], 0.5), 0.008, 0.0003);
  EXPECT_EQ(late[1], aligned[1]);
  EXPECT_NEAR(onset_s(early[1], 0.5) - onset_s(aligned[1], 0.5), 0.008, 0.0003);
  EXPECT_EQ(early[0], aligned[0]);
}

TEST(Implant, WithTheProcessorOffThereIsSilence) {
  const Stereo y = heard(babble(1.0, kSpeechRms), pair(silence(), silence()));
  EXPECT_LT(level_db(y[0], 0.1, 0.9), -140.0);
}

TEST(Implant, SeedAndEarMakeTheCarriers) {
  Stereo x = babble(0.6, kSpeechRms);
  x[1] = x[0];
  const auto both = pair(implanted(), implanted());
  const Stereo one = heard(x, both), again = heard(x, both), other = heard(x, both, {4096}, 2);
  EXPECT_EQ(one, again);
  EXPECT_NE(one[0], one[1]);
  EXPECT_NE(one[0], other[0]);
}

TEST(Implant, BlocksDoNotMatter) {
  const Stereo x = babble(0.6, kSpeechRms);
  const auto both = pair(implanted(), flat(50));
  EXPECT_EQ(heard(x, both), heard(x, both, {1, 63, 64, 777, 5}));
}

// Below the crossover the residual hearing, above it the implant's bands.
TEST(Implant, ElectricAcousticHearingMeetsAtItsCrossover) {
  auto eas = implanted();
  eas.air = flat(20).air;
  eas.implant->eas_crossover = Hertz(700);
  for (const auto& [hz, acoustic] : {std::pair{200.0, true}, std::pair{3000.0, false}}) {
    const Stereo x = tone(1.0, hz, 0.1);
    const Signal y = heard(x, pair(eas, silence()))[0];
    auto off = eas;
    off.implant->volume = 0.0;
    // With the same ear but no crossover the residual is gone.
    auto electric = eas;
    electric.implant->eas_crossover.reset();
    const Signal without = heard(x, pair(electric, silence()))[0];
    const double change = level_db(y, 0.3, 0.9) - level_db(without, 0.3, 0.9);
    if (acoustic) {
      EXPECT_NEAR(level_db(y, 0.3, 0.9), level_db(x[0], 0.3, 0.9), 6.0);
    } else {
      EXPECT_NEAR(change, 0.0, 2.0);
    }
  }
}

TEST(Implant, AnotherListenerMayNotBeLater) {
  Renderer renderer({Hertz(kRate), 2}, pair(flat(0), flat(0)), params().render);
  const auto status = renderer.change(pair(implanted(), flat(0)), params().render);
  ASSERT_FALSE(status);
  EXPECT_NE(status.error().sentence.find("latency"), std::string::npos);
}

}  // namespace
}  // namespace otoscape::render
