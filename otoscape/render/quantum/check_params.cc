// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/check_params.h"

#include <array>
#include <cstdio>
#include <optional>
#include <utility>

namespace otoscape::render {
namespace {

struct Range {
  const char* name;
  const char* unit;
  double lowest, highest;
};

// Not a number is outside every range.
Status check(double value, const Range& range) {
  if (value >= range.lowest && value <= range.highest) return ok();
  std::array<char, 160> sentence;
  std::snprintf(sentence.data(), sentence.size(), "%s %g %s: from %g to %g %s", range.name, value,
                range.unit, range.lowest, range.highest, range.unit);
  return wrong_usage(sentence.data());
}

Status check_inside(const InsideParams& inside) {
  const InsideParams::Body& body = inside.body;
  const std::pair<std::optional<Decibels>, const char*> levels[] = {
      {body.breath, "a breath of"}, {body.heart, "a heart of"}, {body.thuds, "thuds of"}};
  for (const auto& [level, name] : levels) {
    if (!level) continue;
    if (auto status = check(level->value(), {name, "dB", -40.0, 20.0}); !status) return status;
  }
  const std::pair<double, Range> numbers[] = {
      {body.breath_per_min, {"a breath rate of", "a minute", 4.0, 60.0}},
      {body.heart_per_min, {"a heart rate of", "a minute", 30.0, 220.0}},
      {body.thuds_per_min, {"a rate of thuds of", "a minute", 20.0, 300.0}},
      {100.0 * inside.stress, {"a stress of", "%", 0.0, 100.0}}};
  for (const auto& [number, range] : numbers) {
    if (auto status = check(number, range); !status) return status;
  }
  return ok();
}

}  // namespace

Status check_stream(Hertz rate) {
  return check(rate.value(), {"a sample rate of", "Hz", kLowestRateHz, kHighestRateHz});
}

Status check_params(const RenderParams& params) {
  const double fs = params.calibration.unit_rms().value();
  if (auto status = check(fs, {"a calibration of", "dB SPL", 0.0, 160.0}); !status) return status;
  const double gain = params.output_gain.value();
  if (auto status = check(gain, {"an output gain of", "dB", -40.0, 20.0}); !status) return status;
  const double ceiling = params.ceiling_dbtp;
  if (auto status = check(ceiling, {"a ceiling of", "dBTP", -6.0, 0.0}); !status) return status;
  if (auto status = check_inside(params.inside); !status) return status;
  const double window_ms = 1000.0 * params.temporal_window.value();
  if (window_ms == 0.0) return ok();
  return check(window_ms, {"a temporal window (0: none) of", "ms", 1.0, 100.0});
}

Status check_params(const SceneParams& params) {
  if (auto status = check_params(params.render); !status) return status;
  return check(params.return_cap_lu,
               {"a return cap of", "LU", kLowestReturnCap, kHighestReturnCap});
}

}  // namespace otoscape::render
