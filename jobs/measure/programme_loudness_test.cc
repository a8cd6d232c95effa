// SPDX-License-Identifier: Apache-2.0
// ProgrammeLoudness, which is made of spectra, against K weighting in time.

#include "otoscape/render/programme/programme_loudness.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <numbers>
#include <random>
#include <string>
#include <vector>

#include "jobs/measure/programme_level.h"
#include "otoscape/render/programme/programme_loudness_maker.h"

namespace otoscape::jobs::measure {
namespace {

using Signal = std::vector<float>;

struct Loudness {
  double of_spectra, in_time;
};

Loudness measure(const Signal& left, const Signal& right, double rate_hz) {
  const StreamSpec spec{Hertz(rate_hz), 2};
  const ConstBlock<FullScaleUnit> sound({left.data(), right.data()}, 2,
                                        static_cast<int>(left.size()));
  render::programme::ProgrammeLoudnessMaker maker(spec, Seconds(0));
  maker.add(sound);
  ProgrammeLevel level(spec, ProgrammeLevel::Measure::loudness);
  level.add(sound);
  return {*maker.finish().integrated_lufs(), *level.loudness_lufs()};
}

// Noise through a one-pole, its level another every `piece` seconds. None of the levels lies at the
// relative gate, where a hair decides over seconds of programme.
Signal uneven_noise(double rate_hz, double pole, double piece, bool even, unsigned seed) {
  constexpr double kLevelsDb[] = {0, -4, -30, -2, -18, -1, -45};
  std::mt19937 random(seed);
  std::normal_distribution<double> gauss(0.0, 0.1 * std::sqrt((1.0 + pole) / (1.0 - pole)));
  Signal x(static_cast<std::size_t>(12.0 * rate_hz));
  double state = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const auto turn = static_cast<std::size_t>(static_cast<double>(n) / (piece * rate_hz));
    state = pole * state + (1.0 - pole) * gauss(random);
    x[n] = static_cast<float>(state * std::pow(10.0, (even ? 0 : kLevelsDb[turn % 7]) / 20.0));
  }
  return x;
}

TEST(ProgrammeLoudness, AgreesWithAMeterInTime) {
  for (double rate_hz : {16000.0, 44100.0, 48000.0, 96000.0}) {
    for (double pole : {0.0, 0.9, 0.995}) {  // white, dull and rumbling
      for (double piece : {20.0, 0.21, 2.3}) {
        const bool even = piece > 12.0;
        const auto both = measure(uneven_noise(rate_hz, pole, piece, even, 1),
                                  uneven_noise(rate_hz, pole, piece, even, 2), rate_hz);
        EXPECT_NEAR(both.of_spectra, both.in_time, 0.1)
            << rate_hz << " Hz, pole " << pole << ", pieces of " << piece << " s";
      }
    }
  }
}

}  // namespace
}  // namespace otoscape::jobs::measure
