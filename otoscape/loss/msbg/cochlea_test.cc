// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/cochlea.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

#include "otoscape/loss/msbg/envelope.h"
#include "otoscape/loss/msbg/recruitment.h"
#include "otoscape/loss/msbg/smearing.h"

namespace otoscape::loss::msbg {
namespace {

// The stream of numpy's legacy generator with seed 0: 53 bits of two draws.
std::vector<double> uniform(std::size_t count) {
  std::mt19937 random(0);
  std::vector<double> result(count);
  for (double& x : result) {
    const auto high = random() >> 5, low = random() >> 6;
    x = (static_cast<double>(high) * 67108864.0 + static_cast<double>(low)) / 9007199254740992.0;
  }
  return result;
}

CochleaDesign design_for(const Audiogram& audiogram, double full_scale_db_spl) {
  CochleaDesign design{make_bank(severity_of(audiogram)), {}, ceiling_lin(full_scale_db_spl)};
  for (const Channel& channel : design.bank.channels) {
    design.exponents.push_back(expansion_exponent(audiogram.at(channel.centre_hz)));
  }
  return design;
}

template <class Real>
std::vector<Real> hear(const CochleaDesign& design, const std::vector<Real>& x) {
  Cochlea<Real> cochlea(design);
  std::vector<Real> out;
  cochlea.push(x, out);
  cochlea.finish(out);
  return out;
}

double sum_of_magnitudes(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0,
                         [](double s, double v) { return s + std::abs(v); });
}

// The figures are those of the published program's own tests.
TEST(MsbgCochlea, AgreesWithThePublishedProgramWithoutSmearing) {
  const Audiogram audiogram{{250, 500, 2000}, {30, 40, 10}};
  ASSERT_EQ(severity_of(audiogram), Severity::nothing);
  const auto out = hear(design_for(audiogram, 100.0), uniform(1000));
  EXPECT_EQ(out.size(), 1000u);
  EXPECT_NEAR(sum_of_magnitudes(out) / 140.40357187610562, 1.0, 1e-9);
}

TEST(MsbgCochlea, AgreesWithThePublishedProgramWithSmearing) {
  const Audiogram audiogram{{250, 500, 2000}, {30, 40, 40}};
  Smearing smearing(smearing_matrix(severity_of(audiogram)));
  std::vector<double> smeared;
  smearing.push(uniform(1000), smeared);
  smearing.finish(smeared);
  const auto out = hear(design_for(audiogram, 100.0), smeared);
  EXPECT_EQ(out.size(), 1216u);
  EXPECT_NEAR(sum_of_magnitudes(out) / 42.38705274894786, 1.0, 1e-9);
}

double step(const PoleSection& section, std::complex<double>& state, double x) {
  state = section.pole * state + section.weight * x;
  return section.direct * x + state.real();
}

// The envelope as its definition says, over the whole signal.
std::vector<double> whole_envelope(const PoleSection& section, const std::vector<double>& v) {
  const std::size_t n = v.size();
  std::vector<double> x;
  const auto at = [&](std::size_t i) { return std::abs(v[i]); };
  for (std::size_t i = kEnvelopePadding; i > 0; --i) x.push_back(2.0 * at(0) - at(i));
  for (std::size_t i = 0; i < n; ++i) x.push_back(at(i));
  for (std::size_t i = 2; i < kEnvelopePadding + 2; ++i) x.push_back(2.0 * at(n - 1) - at(n - i));
  for (int pass = 0; pass < 2; ++pass) {
    std::complex<double> state = section.settled() * x.front();
    for (double& value : x) value = step(section, state, value);
    std::ranges::reverse(x);
  }
  return {x.begin() + kEnvelopePadding, x.end() - kEnvelopePadding};
}

std::vector<double> whole_channel(const Channel& channel, const std::vector<double>& x) {
  std::vector<double> y = x;
  const PoleSection section{0.0, channel.section_gain, channel.pole};
  for (int k = 0; k < 4; ++k) {
    std::complex<double> state;
    for (double& value : y) value = step(section, state, value);
  }
  y.erase(y.begin(), y.begin() + std::min<std::ptrdiff_t>(channel.advance_frames,
                                                          static_cast<std::ptrdiff_t>(y.size())));
  y.resize(x.size());
  std::complex<double> state;
  for (double& value : y) value = step(channel.high_pass, state, value);
  return y;
}

std::vector<double> whole_cochlea(const CochleaDesign& design, const std::vector<double>& x) {
  std::vector<double> sum(x.size());
  for (std::size_t k = 0; k < design.bank.channels.size(); ++k) {
    const Channel& channel = design.bank.channels[k];
    const auto y = whole_channel(channel, x);
    const auto envelope = whole_envelope(envelope_low_pass(envelope_edge_hz(channel.centre_hz)), y);
    for (std::size_t n = 0; n < x.size(); ++n) {
      const double clipped = std::max(kLowestEnvelope, std::min(envelope[n], design.ceiling));
      sum[n] += y[n] * std::pow(clipped / design.ceiling, design.exponents[k]);
    }
  }
  for (double& value : sum) value *= design.bank.sum_gain;
  return sum;
}

// Noise that comes and goes, so that what lies ahead matters.
std::vector<double> bursts(std::size_t frames) {
  std::mt19937 random(3);
  std::normal_distribution<double> gauss(0.0, 0.01);
  std::vector<double> x(frames);
  for (std::size_t n = 0; n < frames; ++n) x[n] = gauss(random) * (n / 5000 % 2 == 0 ? 1.0 : 1e-4);
  return x;
}

double worst_of_peak(const std::vector<double>& expected, const auto& got) {
  double worst = 0.0, peak = 0.0;
  for (std::size_t n = 0; n < expected.size(); ++n) {
    worst = std::max(worst, std::abs(static_cast<double>(got[n]) - expected[n]));
    peak = std::max(peak, std::abs(expected[n]));
  }
  return worst / peak;
}

// The signals end in the middle of a chunk, on its last frame, and on the first frame of one.
TEST(MsbgCochlea, LookingAheadEqualsTheWholeFile) {
  for (const double threshold_db_hl : {10.0, 45.0, 70.0}) {
    const auto design = design_for({{1000}, {threshold_db_hl}}, 120.0);
    for (const std::size_t frames : {30000u, 30208u, 30209u, 600u, 256u}) {
      const auto x = bursts(frames);
      const auto expected = whole_cochlea(design, x);
      EXPECT_LT(worst_of_peak(expected, hear(design, x)), 1e-12) << frames;
      const std::vector<float> single(x.begin(), x.end());
      EXPECT_LT(worst_of_peak(expected, hear(design, single)), 1e-5) << frames;
    }
  }
}

TEST(MsbgCochlea, DoesNotDependOnHowTheInputIsCut) {
  const auto design = design_for({{1000, 4000}, {20, 50}}, 120.0);
  const auto x = bursts(25000);
  Cochlea<double> cochlea(design);
  std::vector<double> out;
  for (std::size_t at = 0, count = 1; at < x.size(); at += count, count = count * 3 % 1009 + 1) {
    cochlea.push(std::span(x).subspan(at, std::min(count, x.size() - at)), out);
  }
  cochlea.finish(out);
  EXPECT_EQ(out, hear(design, x));
}

}  // namespace
}  // namespace otoscape::loss::msbg
