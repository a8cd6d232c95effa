// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/loudness_growth.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant {
namespace {

// I = lowest · ratio^(level/255).
struct ChipLaw {
  double lowest_ua, ratio;
};
constexpr double kLevels = 255.0;
ChipLaw law_of(Chip chip) {
  return chip == Chip::cic3 ? ChipLaw{10.0, 175.0} : ChipLaw{17.5, 100.0};
}

}  // namespace

double current_ua(Chip chip, double level) {
  if (level <= 0.0) return 0.0;
  if (chip == Chip::micro_amperes) return level;
  const ChipLaw law = law_of(chip);
  return law.lowest_ua * std::pow(law.ratio, level / kLevels);
}

double level_of(Chip chip, double current_ua) {
  if (current_ua <= 0.0) return 0.0;
  if (chip == Chip::micro_amperes) return current_ua;
  const ChipLaw law = law_of(chip);
  return kLevels * std::log(current_ua / law.lowest_ua) / std::log(law.ratio);
}

double alpha_of_q(double q, double base, double saturation) {
  const double r = (saturation * std::pow(10.0, -0.5) - base) / (saturation - base);
  const double wanted = 1.0 - q / 100.0;
  double low = -3.0, high = 25.0;  // ln α; v at r rises with it
  for (int i = 0; i < 100; ++i) {
    const double middle = 0.5 * (low + high), alpha = std::exp(middle);
    (std::log1p(alpha * r) / std::log1p(alpha) < wanted ? low : high) = middle;
  }
  return std::exp(0.5 * (low + high));
}

double grown(const GrowthParams& growth, double u) {
  if (!(u >= growth.base)) return -1.0;
  if (growth.growth == Growth::decibels) {
    const double v = 1.0 + 20.0 * std::log10(u / growth.saturation) / growth.range_db;
    return std::clamp(v, 0.0, 1.0);
  }
  const double r = std::min(1.0, (u - growth.base) / (growth.saturation - growth.base));
  return std::log1p(growth.alpha * r) / std::log1p(growth.alpha);
}

double ungrown(const GrowthParams& growth, double v) {
  if (v <= 0.0) return growth.base;
  if (growth.growth == Growth::decibels) {
    return growth.saturation * std::pow(10.0, (v - 1.0) * growth.range_db / 20.0);
  }
  const double r = std::expm1(v * std::log1p(growth.alpha)) / growth.alpha;
  return growth.base + (growth.saturation - growth.base) * r;
}

}  // namespace otoscape::implant
