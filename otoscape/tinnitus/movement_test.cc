// SPDX-License-Identifier: Apache-2.0
#include "otoscape/tinnitus/movement.h"

#include <gtest/gtest.h>

#include <numeric>

#include "otoscape/tinnitus/ringing_test_support.h"

namespace otoscape::tinnitus {
namespace {

using namespace ringing_test;

// Levels of each tenth of a second.
std::vector<double> levels(const Sound& x) {
  std::vector<double> all;
  constexpr std::size_t kPiece = 4800;
  for (std::size_t n = 0; n + kPiece <= x.size(); n += kPiece)
    all.push_back(test::level_db_spl(std::span(x).subspan(n, kPiece)));
  return all;
}

double mean_of(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

// Mean product of what two rows deviate from their means.
double product(const std::vector<double>& a, const std::vector<double>& b) {
  const double mean_a = mean_of(a), mean_b = mean_of(b);
  double sum = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n) sum += (a[n] - mean_a) * (b[n] - mean_b);
  return sum / static_cast<double>(a.size());
}

double deviation(const std::vector<double>& x) { return std::sqrt(product(x, x)); }

// Pitch and level move and return: the pitch by less than 0.7 % in any second, the level by 1 to
// 1.6 dB, at most 5.2 (3.47 times 1.5).
TEST(Movement, DriftStaysNearThePitch) {
  auto score = score_of(Family::tone, {held(0, 600.0, 6000.0, 0.0, 40.0)});
  score.drift = true;
  const Sound x = ring(score, 600.0);
  double most = 0.0;
  const auto seconds = pitches(x, 6000.0, 1.0);
  for (double hz : seconds) most = std::max(most, std::abs(hz / 6000.0 - 1.0));
  EXPECT_LT(most, 0.007);
  EXPECT_GT(most, 0.002);  // it does drift
  EXPECT_NEAR(mean_of(seconds), 6000.0, 1.0);
  const auto level = levels(x);
  EXPECT_LT(std::max(std::ranges::max(level) - 40.0, 40.0 - std::ranges::min(level)), 5.5);
  EXPECT_NEAR(deviation(level), 1.3, 0.3);
  EXPECT_NEAR(test::level_db_spl(x), 40.0, 0.3);
}

// Over a minute, in any layer and ear; two ears move each by itself.
TEST(Movement, DriftMovesTheLevelWithinAMinute) {
  std::vector<std::vector<double>> ears;
  for (const std::uint64_t key : {1, 2, 3, 4, 5, 6}) {
    auto score = score_of(Family::tone, {held(0, 60.0, 6000.0, 0.0, 40.0)}, key);
    EXPECT_LT(deviation(levels(ring(score, 60.0))), 0.01) << key;
    score.drift = true;
    ears.push_back(levels(ring(score, 60.0)));
    EXPECT_GT(deviation(ears.back()), 0.7) << key;
    EXPECT_LT(deviation(ears.back()), 2.0) << key;
  }
  double sum = 0.0;
  for (std::size_t k = 1; k < ears.size(); ++k) {
    const double together = product(ears[0], ears[k]) / (deviation(ears[0]) * deviation(ears[k]));
    sum += std::abs(together);
  }
  EXPECT_LT(sum / 5.0, 0.5);
}

// The strongest line within 0.5 Hz of `hz`, dB SPL, by a Hann window.
double line_db_spl(const Sound& x, double hz) {
  std::complex<double> sum = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const auto part = static_cast<double>(n) / static_cast<double>(x.size());
    sum += (1.0 - std::cos(2.0 * std::numbers::pi * part)) *
           std::polar(static_cast<double>(x[n]),
                      -2.0 * std::numbers::pi * hz * static_cast<double>(n) / kRateHz);
  }
  const double rms = std::numbers::sqrt2 * std::abs(sum) / static_cast<double>(x.size());
  return 20.0 * std::log10(rms / 20e-6);
}

TEST(Movement, RoughnessIsASecondLineThatBeats) {
  for (const double roughness : {0.35, 0.6, 1.0}) {
    auto score = score_of(Family::tone, {held(0, 30.0, 6000.0, 0.0, 40.0)});
    score.spans[0].roughness_from = score.spans[0].roughness_to = roughness;
    const Sound x = ring(score, 30.0);
    EXPECT_NEAR(test::level_db_spl(x), 40.0, 0.05) << roughness;
    const double share = roughness * roughness / (1.0 + roughness * roughness);
    EXPECT_NEAR(line_db_spl(x, 6000.0), 40.0 + 10.0 * std::log10(1.0 - share), 0.1) << roughness;
    // The intensity beats 4 to 9 times a second, a little before or after time.
    const auto beats =
        test::fluctuation(test::spectrum(std::span(x).first(std::size_t{1} << 20)), kRateHz);
    EXPECT_NEAR(std::sqrt(beats.in(2.5, 10.5)), std::sqrt(2.0 * share * (1.0 - share)), 0.03);
    EXPECT_GT(beats.line(1.0, 40.0).hz, 3.5) << roughness;
    EXPECT_LT(beats.line(1.0, 40.0).hz, 9.5) << roughness;
    EXPECT_LT(beats.line(1.0, 40.0).share, 0.8) << roughness;
    // In soft ringing nothing is rough.
    score.soft = true;
    score.spans[0].pitch_from_hz = score.spans[0].pitch_to_hz = 1000.0;
    EXPECT_LT(deviation(levels(ring(score, 30.0))), 0.01);
  }
}

}  // namespace
}  // namespace otoscape::tinnitus
