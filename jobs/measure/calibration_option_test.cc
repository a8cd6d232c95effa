// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/calibration_option.h"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <vector>

namespace otoscape::jobs::measure {
namespace {

using Kind = CalibrationOption::Kind;

std::unique_ptr<ProgrammeLevel> measured(const std::vector<float>& x,
                                         const std::string& spec = "loudness=65") {
  auto level = std::make_unique<ProgrammeLevel>(StreamSpec{Hertz(48000), 1},
                                                parse_calibration(spec)->measure());
  level->add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  return level;
}

TEST(CalibrationOption, ReadsEveryForm) {
  EXPECT_EQ(parse_calibration("home")->fixed.unit_rms(), DbSpl(91));
  EXPECT_EQ(parse_calibration("cinema")->fixed.unit_rms(), DbSpl(108));
  EXPECT_EQ(parse_calibration("fs=100.25")->fixed.unit_rms(), DbSpl(100.25));
  EXPECT_EQ(parse_calibration("fs=0")->fixed.unit_rms(), DbSpl(0));
  EXPECT_EQ(parse_calibration("fs=160")->fixed.unit_rms(), DbSpl(160));
  EXPECT_EQ(parse_calibration("rms=65")->kind, Kind::rms);
  EXPECT_EQ(parse_calibration("loudness=70")->kind, Kind::loudness);
  EXPECT_EQ(parse_calibration("loudness=70")->target, DbSpl(70));
  EXPECT_FALSE(parse_calibration("cinema")->needs_measuring());
  EXPECT_TRUE(parse_calibration("rms=65")->needs_measuring());
}

TEST(CalibrationOption, RefusesWhatItDoesNotKnow) {
  for (const char* text : {"", "Home", "fs", "fs=", "=65", "fs=65dB", "fs= 65", "fs=-1", "fs=161",
                           "fs=nan", "rms=inf", "lufs=65", "fs=1,5", "fs=65 "}) {
    const auto spec = parse_calibration(text);
    ASSERT_FALSE(spec) << text;
    EXPECT_EQ(spec.error().kind, Error::Kind::usage) << text;
    EXPECT_TRUE(spec.error().sentence.starts_with("--calibration ")) << text;
  }
}

TEST(CalibrationOption, PlaysTheProgrammeAtItsRms) {
  const auto level = measured(std::vector<float>(48000, 0.1f), "rms=65");  // RMS −20 dB
  const auto chosen = choose_calibration(*parse_calibration("rms=65"), *level);
  EXPECT_NEAR(chosen.calibration.unit_rms().value(), 85.0, 1e-5);
  EXPECT_EQ(chosen.note, "");
}

TEST(CalibrationOption, PlaysTheProgrammeAtItsLoudness) {
  std::vector<float> x(48000 * 4);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = 0.1f * static_cast<float>(std::sin(0.1305 * static_cast<double>(n)));  // 997 Hz
  }
  // −20 dB re full-scale sine: each ear hears an RMS of −23.01 dB.
  const auto chosen = choose_calibration(*parse_calibration("loudness=65"), *measured(x));
  EXPECT_NEAR(chosen.calibration.unit_rms().value(), 88.01, 0.1);
  EXPECT_EQ(chosen.note, "");
}

TEST(CalibrationOption, WithoutAnythingToMeasureItIsHomeAndSaysSo) {
  const auto silence = measured(std::vector<float>(48000));
  const auto faint = measured(std::vector<float>(48000, 1e-6f));  // sound, below the gate
  for (const auto& [spec, level] : {std::pair{"rms=65", silence.get()},
                                    {"loudness=65", silence.get()},
                                    {"loudness=65", faint.get()}}) {
    const auto chosen = choose_calibration(*parse_calibration(spec), *level);
    EXPECT_EQ(chosen.calibration, Calibration::home()) << spec;
    EXPECT_NE(chosen.note.find("calibrated as home"), std::string::npos) << spec;
  }
  EXPECT_EQ(choose_calibration(*parse_calibration("cinema"), *silence).note, "");
}

}  // namespace
}  // namespace otoscape::jobs::measure
