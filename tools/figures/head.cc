// SPDX-License-Identifier: Apache-2.0
// Differences between the ears of a sphere, over frequency: spherical_head.svg.

#include <cmath>
#include <numbers>
#include <string>
#include <utility>
#include <vector>

#include "otoscape/spatial/sphere.h"
#include "tools/figures/figures.h"

namespace otoscape::figures {
namespace {

constexpr std::pair<double, Colour> kSources[] = {
    {30.0, Colour::blue}, {60.0, Colour::orange}, {90.0, Colour::vermilion}};

struct Across {
  Points level_db, delay_ms;
};
// Of sound from the left.
Across across(double azimuth_deg) {
  using spatial::Ear;
  const Direction source{azimuth_deg, 0.0};
  const double left = angle_to_ear_rad(source, Ear::left),
               right = angle_to_ear_rad(source, Ear::right);
  Across across;
  double phase = 0.0;
  for (double hz = 20.0; hz <= 16000.0; hz *= std::exp2(1.0 / 48.0)) {
    const auto ratio =
        spatial::sphere_pressure(left, Hertz(hz)) / spatial::sphere_pressure(right, Hertz(hz));
    phase += std::remainder(std::arg(ratio) - phase, 2.0 * std::numbers::pi);
    across.level_db.push_back({hz, 20.0 * std::log10(std::abs(ratio))});
    across.delay_ms.push_back({hz, 1000.0 * phase / (2.0 * std::numbers::pi * hz)});
  }
  return across;
}

}  // namespace

std::vector<Plot> spherical_head() {
  Plot level("Left ear re right ear, sound from the left", frequency_axis(100.0, 16000.0),
             linear_axis("dB", 0.0, 20.0, 5.0), 260.0);
  Plot delay("Right ear after left ear, by phase; dashed: Woodworth",
             frequency_axis(100.0, 16000.0), linear_axis("ms", 0.0, 0.9, 0.1), 260.0);
  for (const auto& [azimuth_deg, colour] : kSources) {
    const Across found = across(azimuth_deg);
    const std::string name = std::to_string(std::lround(azimuth_deg)) + "°";
    level.line(found.level_db, colour, name);
    delay.line(found.delay_ms, colour, name);
    const double angle = azimuth_deg * std::numbers::pi / 180.0;
    const double woodworth_ms =
        1000.0 * spatial::kHeadRadiusM / spatial::kSoundSpeedMPerS * (angle + std::sin(angle));
    delay.dashes({{100.0, woodworth_ms}, {16000.0, woodworth_ms}}, colour);
  }
  return {level, delay};
}

}  // namespace otoscape::figures
