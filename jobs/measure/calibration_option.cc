// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/calibration_option.h"

#include <fmt/format.h>

#include <charconv>

namespace otoscape::jobs::measure {
namespace {

constexpr double kHighestDbSpl = 160.0;

Error not_understood(const std::string& text) {
  return wrong_usage(fmt::format(
      "--calibration {}: say home, cinema, fs=100, rms=65 or loudness=65 (0 to 160 dB SPL)", text));
}

}  // namespace

Result<CalibrationOption> parse_calibration(const std::string& text) {
  using Kind = CalibrationOption::Kind;
  if (text == "home") return CalibrationOption{Kind::fixed, Calibration::home(), {}};
  if (text == "cinema") return CalibrationOption{Kind::fixed, Calibration::cinema(), {}};
  const auto equals = text.find('=');
  if (equals == std::string::npos) return not_understood(text);
  const std::string key = text.substr(0, equals);
  double db = 0.0;
  const char* end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + equals + 1, end, db);
  if (error != std::errc() || rest != end || !(db >= 0.0 && db <= kHighestDbSpl)) {
    return not_understood(text);
  }
  if (key == "fs") return CalibrationOption{Kind::fixed, Calibration(DbSpl(db)), {}};
  if (key == "rms") return CalibrationOption{Kind::rms, Calibration::home(), DbSpl(db)};
  if (key == "loudness") return CalibrationOption{Kind::loudness, Calibration::home(), DbSpl(db)};
  return not_understood(text);
}

ChosenCalibration choose_calibration(const CalibrationOption& spec,
                                     const ProgrammeLevel& measured) {
  using Kind = CalibrationOption::Kind;
  if (spec.kind == Kind::fixed) return {spec.fixed, ""};
  if (spec.kind == Kind::rms) {
    const auto rms = measured.rms();
    if (rms) return {Calibration(spec.target - Decibels(rms->value())), ""};
    return {Calibration::home(), "the programme is silent: calibrated as home"};
  }
  const auto lufs = measured.louder_ear_lufs();
  if (lufs) return {Calibration(spec.target - Decibels(*lufs)), ""};
  return {Calibration::home(),
          "the programme is too quiet to measure its loudness: calibrated as home"};
}

}  // namespace otoscape::jobs::measure
