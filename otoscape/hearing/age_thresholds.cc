// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/age_thresholds.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

namespace otoscape::hearing {
namespace {

struct Median {
  double hz, male_a, male_b, female_a, female_b;
};

// ISO 7029:2017, the coefficients a and b of the median.
constexpr std::array kMedians = {
    Median{125, 2.50e-6, 3.841, 6.16e-4, 2.451},  Median{250, 1.39e-4, 2.832, 3.98e-4, 2.568},
    Median{500, 4.59e-4, 2.537, 2.61e-4, 2.708},  Median{750, 5.70e-4, 2.512, 2.25e-4, 2.775},
    Median{1000, 7.02e-4, 2.494, 2.21e-4, 2.805}, Median{1500, 1.09e-3, 2.446, 2.53e-4, 2.813},
    Median{2000, 1.56e-3, 2.404, 3.12e-4, 2.792}, Median{3000, 2.54e-3, 2.350, 4.88e-4, 2.728},
    Median{4000, 3.40e-3, 2.325, 7.37e-4, 2.660}, Median{6000, 4.53e-3, 2.315, 1.47e-3, 2.539},
    Median{8000, 5.06e-3, 2.328, 2.53e-3, 2.439}};

}  // namespace

Audiogram median_at_age(int years, Sex sex) {
  const double over_18 = std::clamp(years, kYoungestAge, kOldestAge) - kYoungestAge;
  std::vector<Threshold> points;
  for (const Median& m : kMedians) {
    const double a = sex == Sex::male ? m.male_a : m.female_a;
    const double b = sex == Sex::male ? m.male_b : m.female_b;
    points.push_back({Hertz(m.hz), DbHl(a * std::pow(over_18, b))});
  }
  auto made = Audiogram::make(std::move(points));
  assert(made);
  return *std::move(made);
}

}  // namespace otoscape::hearing
