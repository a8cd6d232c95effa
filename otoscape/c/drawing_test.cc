// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "otoscape/c/c_test_support.h"
#include "otoscape/ear/fit_implant.h"
#include "otoscape/files.h"
#include "otoscape/hearing/electrode_numbers.h"
#include "otoscape/implant/coding/electrodogram.h"

namespace otoscape::c_test {
namespace {

using Electrodogram = std::unique_ptr<otoscape_electrodogram, Freed<otoscape_electrodogram_free>>;

constexpr double kFs = 88.0, kFsAmplitudePa = 0.5023772863019160;  // of 88 dB SPL

std::vector<float> tone(double seconds, double hz, double rate_hz) {
  std::vector<float> sound(static_cast<std::size_t>(seconds * rate_hz));
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sound[n] = static_cast<float>(
        0.1 * std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate_hz));
  }
  return sound;
}

Map map(const char* name) { return Map(otoscape_map_from_text(name, -1, "map", nullptr)); }

std::vector<otoscape_pulse> pulses(const char* map_name, const std::vector<float>& sound,
                                   double rate_hz) {
  const Electrodogram made(otoscape_electrodogram_create(map(map_name).get(), sound.data(),
                                                         static_cast<int64_t>(sound.size()),
                                                         rate_hz, kFs, nullptr));
  std::vector<otoscape_pulse> all(
      static_cast<std::size_t>(otoscape_electrodogram_size(made.get())));
  const auto size = static_cast<int64_t>(all.size());
  EXPECT_EQ(otoscape_electrodogram_pulses(made.get(), 0, all.data(), size + 10), size);
  return all;
}

TEST(CElectrodogram, AtTheDevicesRateItIsTheLibrarys) {
  const auto sound = tone(0.3, 1000.0, 16000.0);
  const auto got = pulses("ace-22", sound, 16000.0);
  const auto loaded = files::load_map("preset:ace-22");
  ASSERT_TRUE(loaded);
  const auto coding = ear::coding_params(*loaded);
  std::vector<double> units;
  for (const float x : sound) {
    units.push_back(static_cast<double>(x) * kFsAmplitudePa *
                    implant::device_units_per_pascal(coding.strategy));
  }
  const auto expected = implant::coding::electrodogram(coding, units);
  ASSERT_EQ(got.size(), expected.pulses.size());
  ASSERT_GT(got.size(), 1000u);
  for (std::size_t n = 0; n < got.size(); ++n) {
    EXPECT_EQ(got[n].time_us, expected.pulses[n].time_us);
    const implant::Pulse& pulse = expected.pulses[n].pulse;
    EXPECT_NEAR(got[n].level, pulse.level, 1);
    if (got[n].electrode != 0) {
      EXPECT_EQ(got[n].electrode, hearing::number_of(*loaded, pulse.electrode));
    }
  }
}

// A click at 0.2 s fires electrodes at 0.2 s, whatever the rate that it comes in.
TEST(CElectrodogram, SoundAtOtherRatesStaysInTime) {
  const auto first_loud_us = [](double rate_hz) {
    auto sound = tone(0.2, 1000.0, rate_hz);
    const std::size_t silence = sound.size();
    sound.insert(sound.begin(), silence, 0.0f);
    for (const otoscape_pulse& pulse : pulses("ace-22", sound, rate_hz)) {
      if (pulse.electrode != 0) return pulse.time_us;
    }
    return -1.0;
  };
  const double at_16k = first_loud_us(16000.0);
  EXPECT_NEAR(at_16k, 200'000.0, 15'000.0);
  for (double rate_hz : {44100.0, 48000.0, 96000.0}) {
    EXPECT_NEAR(first_loud_us(rate_hz), at_16k, 1200.0) << rate_hz;  // a cycle of 900 pps
  }
}

TEST(CElectrodogram, WrongArgumentsGiveNone) {
  const auto sound = tone(0.1, 1000.0, 16000.0);
  const Map ace = map("ace-22");
  const double nan = std::numeric_limits<double>::quiet_NaN();
  EXPECT_FALSE(
      Electrodogram(otoscape_electrodogram_create(nullptr, sound.data(), 10, 16000, kFs, nullptr)));
  EXPECT_FALSE(
      Electrodogram(otoscape_electrodogram_create(ace.get(), nullptr, 10, 16000, kFs, nullptr)));
  EXPECT_FALSE(Electrodogram(
      otoscape_electrodogram_create(ace.get(), sound.data(), -1, 16000, kFs, nullptr)));
  EXPECT_FALSE(
      Electrodogram(otoscape_electrodogram_create(ace.get(), sound.data(), 10, nan, kFs, nullptr)));
  EXPECT_FALSE(Electrodogram(
      otoscape_electrodogram_create(ace.get(), sound.data(), 10, 16000, nan, nullptr)));
  EXPECT_FALSE(Electrodogram(otoscape_electrodogram_create(ace.get(), sound.data(),
                                                           int64_t{1} << 40, 16000, kFs, nullptr)));
  EXPECT_TRUE(
      Electrodogram(otoscape_electrodogram_create(ace.get(), nullptr, 0, 16000, kFs, nullptr)));
  otoscape_pulse pulse;
  EXPECT_EQ(otoscape_electrodogram_pulses(nullptr, 0, &pulse, 1), 0);
}

TEST(CFacts, ThresholdsAndWhatComesOut) {
  const Listener loss = listener(
      "format = \"otoscape.listener/1\"\n[left]\nair_db_hl = { 1000 = 60 }\n"
      "[right]\nair_db_hl = { 1000 = \"no response\" }\n");
  const double zero = otoscape_reference_db_spl(1000.0);
  EXPECT_NEAR(zero, 2.4, 0.01);  // ISO 389-7, free field
  EXPECT_EQ(otoscape_threshold_db_hl(loss.get(), OTOSCAPE_LEFT, 1000.0), 60.0);
  EXPECT_EQ(otoscape_threshold_db_hl(loss.get(), OTOSCAPE_RIGHT, 1000.0), 120.0);
  // C − ρ(C − L) with C = 105, ρ = 105/45: a tone at threshold comes out at 0 dB HL.
  EXPECT_NEAR(otoscape_output_db_spl(loss.get(), OTOSCAPE_LEFT, 1000.0, zero + 60.0), zero, 1e-9);
  EXPECT_NEAR(otoscape_output_db_spl(loss.get(), OTOSCAPE_LEFT, 1000.0, zero + 82.5), zero + 52.5,
              1e-9);
  EXPECT_NEAR(otoscape_output_db_spl(loss.get(), OTOSCAPE_LEFT, 1000.0, zero + 110.0), zero + 110.0,
              1e-9);
  EXPECT_EQ(otoscape_output_db_spl(loss.get(), OTOSCAPE_RIGHT, 1000.0, 90.0),
            -std::numeric_limits<double>::infinity());
  EXPECT_TRUE(std::isnan(otoscape_threshold_db_hl(loss.get(), 2, 1000.0)));
  EXPECT_TRUE(std::isnan(otoscape_threshold_db_hl(nullptr, 0, 1000.0)));
  EXPECT_TRUE(std::isnan(otoscape_output_db_spl(loss.get(), 0, 1e9, 60.0)));
  EXPECT_TRUE(std::isnan(otoscape_reference_db_spl(0.0)));
}

TEST(CFacts, CurvesOfASceneFollowItsPoints) {
  const char* text =
      "format = \"otoscape.scene/1\"\n[listeners]\na = \"normal\"\n"
      "[listeners.b.both]\nair_db_hl = { 1000 = 60 }\n"
      "[[at]]\ntime = 0\nlistener = \"a\"\nperspective = 0.0\n"
      "[[at]]\ntime = 10\nlistener = \"b\"\nperspective = 1.0\nramp = \"4s\"\n";
  otoscape_error why = error();
  const Scene scene(otoscape_scene_from_text(text, -1, "test", &why));
  ASSERT_TRUE(scene) << why.sentence;
  const double times[] = {0.0, 8.0, 12.0};
  double values[3] = {};
  ASSERT_EQ(otoscape_scene_curve(scene.get(), OTOSCAPE_CURVE_PERSPECTIVE, 0, 0.0, times, values, 3),
            OTOSCAPE_OK);
  EXPECT_NEAR(values[0], 0.0, 1e-9);
  EXPECT_NEAR(values[1], 0.5, 0.01);
  EXPECT_NEAR(values[2], 1.0, 1e-9);
  ASSERT_EQ(otoscape_scene_curve(scene.get(), OTOSCAPE_CURVE_THRESHOLD, OTOSCAPE_RIGHT, 1000.0,
                                 times, values, 3),
            OTOSCAPE_OK);
  EXPECT_NEAR(values[0], 0.0, 1e-9);
  EXPECT_NEAR(values[1], 30.0, 0.5);
  EXPECT_NEAR(values[2], 60.0, 1e-9);
  ASSERT_EQ(otoscape_scene_curve(scene.get(), OTOSCAPE_CURVE_HEART, 0, 0.0, times, values, 3),
            OTOSCAPE_OK);
  EXPECT_EQ(values[0], -std::numeric_limits<double>::infinity());
  EXPECT_EQ(otoscape_scene_curve(scene.get(), 7, 0, 0.0, times, values, 3), OTOSCAPE_USAGE);
  EXPECT_EQ(
      otoscape_scene_curve(scene.get(), OTOSCAPE_CURVE_THRESHOLD, 5, 1000.0, times, values, 3),
      OTOSCAPE_USAGE);
  EXPECT_EQ(
      otoscape_scene_curve(scene.get(), OTOSCAPE_CURVE_PERSPECTIVE, 0, 0.0, nullptr, values, 3),
      OTOSCAPE_USAGE);
}

}  // namespace
}  // namespace otoscape::c_test
