// SPDX-License-Identifier: Apache-2.0
// What more bands, less spread and adaptation do to how much of speech is understood (STOI of the
// percept against the speech): the orders that the literature on implants and vocoders agrees on.
// Means of five talkers, the same carriers on both sides of a comparison; noise unless said.

#include <gtest/gtest.h>

#include <vector>

#include "otoscape/metrics/stoi.h"
#include "tests/electric_ear/percept.h"
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

using implant::vocoder::Carrier;

constexpr double kNothing = 0.01;  // what carriers of other seeds change at most

metrics::StoiScores understood(const ElectricEar& ear) {
  metrics::StoiScores mean;
  for (const Talker& talker : talkers()) {
    const auto scores = metrics::stoi(talker.sound, percept(talker.sound, ear), Hertz(kTalkerRate));
    if (!scores) throw std::runtime_error("no score for " + talker.name);
    mean.stoi += scores->stoi / static_cast<double>(talkers().size());
    mean.estoi += scores->estoi / static_cast<double>(talkers().size());
  }
  return mean;
}

void write(const char* what, double value, const metrics::StoiScores& scores) {
  std::printf("  %s %.1f: STOI %.3f, ESTOI %.3f\n", what, value, scores.stoi, scores.estoi);
}

TEST(Intelligibility, MoreBandsAreUnderstoodBetter) {
  std::vector<double> stoi;
  for (int bands : {4, 8, 12, 22}) {
    const auto scores = understood({.bands = bands, .maxima = std::min(bands, 12)});
    write("bands", bands, scores);
    stoi.push_back(scores.stoi);
  }
  EXPECT_GT(stoi[1], stoi[0] + 0.03);
  EXPECT_GT(stoi[2], stoi[1] - kNothing);
  EXPECT_GT(stoi[3], stoi[2] - kNothing);
}

TEST(Intelligibility, LessSpreadNeverHarms) {
  metrics::StoiScores before;
  for (double spread : {0.4, 0.8, 1.6, 3.2}) {
    const auto scores = understood({.spread_db_per_mm = spread});
    write("dB/mm", spread, scores);
    EXPECT_GT(scores.stoi, before.stoi - kNothing) << spread;
    EXPECT_GT(scores.estoi, before.estoi) << spread;
    before = scores;
  }
}

TEST(Intelligibility, TwoYearsAreWellAboveActivationDay) {
  const auto first = understood(adapted(0.0, Carrier::sine));
  const auto later = understood(adapted(0.9, Carrier::noise));
  write("activation day", 0.0, first);
  write("two years", 0.9, later);
  EXPECT_GT(later.stoi, first.stoi + 0.1);
}

TEST(Intelligibility, AdaptationOnlyEverHelps) {
  for (Carrier carrier : {Carrier::noise, Carrier::sine}) {
    metrics::StoiScores before{0.0, -1.0};
    for (double a : {0.0, 0.2, 0.4, 0.6, 0.8, 1.0}) {
      const auto scores = understood(adapted(a, carrier));
      write(carrier == Carrier::noise ? "noise, a" : "sine, a", a, scores);
      EXPECT_GT(scores.stoi, before.stoi) << a;
      EXPECT_GT(scores.estoi, before.estoi) << a;
      before = scores;
    }
  }
}

// The score itself can tell: what belongs to another talker is not understood.
TEST(Intelligibility, AnothersPerceptScoresFarLower) {
  const auto& a = talkers()[0].sound;
  const auto& b = talkers()[1].sound;
  const auto own = metrics::stoi(a, percept(a, {}), Hertz(kTalkerRate));
  const auto others = metrics::stoi(a, percept(b, {}), Hertz(kTalkerRate));
  EXPECT_LT(others->stoi, own->stoi - 0.3);
}

}  // namespace
}  // namespace otoscape::test
