// SPDX-License-Identifier: Apache-2.0
#include "otoscape/dsp/convolver.h"

#include <gtest/gtest.h>

#include <random>

namespace otoscape::dsp {
namespace {

template <class Real>
std::vector<Real> noise(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::normal_distribution<Real> gauss;
  std::vector<Real> result(count);
  for (Real& x : result) x = gauss(random);
  return result;
}

double direct(const std::vector<double>& taps, const std::vector<double>& x, std::size_t n) {
  double sum = 0.0;
  for (std::size_t k = 0; k < taps.size() && k <= n; ++k) sum += taps[k] * x[n - k];
  return sum;
}

TEST(Convolver, EqualsTheDefinition) {
  const auto taps = noise<double>(1015, 1), x = noise<double>(40000, 2);
  Convolver<double> convolver(taps);
  std::vector<double> y;
  convolver.push(x, y);
  convolver.finish(y);
  ASSERT_EQ(y.size(), x.size());
  for (std::size_t n = 0; n < x.size(); n += 7) EXPECT_NEAR(y[n], direct(taps, x, n), 1e-11) << n;
}

TEST(Convolver, DoesNotDependOnHowTheInputIsCut) {
  const auto taps = noise<double>(133, 1);
  const auto x = noise<float>(50000, 2);
  std::vector<float> whole, parts;
  Convolver<float> one(taps), other(taps);
  one.push(x, whole);
  one.finish(whole);
  for (std::size_t at = 0, count = 1; at < x.size(); at += count, count = count * 3 % 1009 + 1) {
    other.push(std::span(x).subspan(at, std::min(count, x.size() - at)), parts);
  }
  other.finish(parts);
  EXPECT_EQ(whole, parts);
}

TEST(Convolver, NothingGivesNothing) {
  Convolver<double> convolver(std::vector<double>{1.0, 2.0});
  std::vector<double> y;
  convolver.finish(y);
  EXPECT_TRUE(y.empty());
}

}  // namespace
}  // namespace otoscape::dsp
