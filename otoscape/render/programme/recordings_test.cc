// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/recordings.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "otoscape/body/levels.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/levels_in_db.h"

namespace otoscape::render::programme {
namespace {

using scene::Recorded;
using Sound = std::vector<float>;
constexpr Hertz kRate{48000.0};

Sound tone(double hz, double seconds, double amplitude) {
  Sound sound(static_cast<std::size_t>(seconds * kRate.value()));
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sound[n] = static_cast<float>(
        amplitude * std::sin(6.283185307 * hz * static_cast<double>(n) / kRate.value()));
  }
  return sound;
}
body::RawTake stereo(double hz, double seconds, double amplitude) {
  return {{tone(hz, seconds, amplitude), tone(hz, seconds, amplitude)}};
}

double energy(const body::StereoSound& take) {
  double sum = 0.0;
  for (const auto& ear : take) {
    for (const float x : ear) sum += static_cast<double>(x) * static_cast<double>(x);
  }
  return sum;
}
double apart_db(const RecordedTakes& made, std::size_t one, std::size_t other) {
  return 10.0 * std::log10(energy((*made.takes)[one]) / energy((*made.takes)[other]));
}

// The mean square of takes at their source's own rate is 1 in an ear.
TEST(Recordings, HaveTheLevelOfTheirModel) {
  const auto rms_db = [](Recorded what, double cycle_s, double amplitude) {
    const RecordedTakes made = recorded_takes(
        what, {stereo(300, 0.4, amplitude), stereo(500, 0.3, 1.3 * amplitude)}, kRate);
    const double sum = 0.5 * (energy((*made.takes)[0]) + energy((*made.takes)[1]));
    return 10.0 * std::log10(sum / 2.0 / (cycle_s * kRate.value()));
  };
  for (const double amplitude : {1e-3, 0.9}) {
    EXPECT_NEAR(rms_db(Recorded::heart, 60.0 / 70.0, amplitude), 0.0, 1e-3);
    EXPECT_NEAR(rms_db(Recorded::breath, 4.0, amplitude), 0.0, 1e-3);
    EXPECT_NEAR(rms_db(Recorded::steps, 0.6, amplitude), 0.0, 1e-3);
  }
}

TEST(Recordings, KnowWhatKWeightingMakesOfThem) {
  const auto k_db = [](double hz) {
    return recorded_takes(Recorded::heart, {stereo(hz, 1.0, 0.1)}, kRate).level.k_db;
  };
  EXPECT_NEAR(k_db(40), 10.0 * std::log10(k_weight_lin(Hertz(40))), 0.2);
  EXPECT_NEAR(k_db(3000), 10.0 * std::log10(k_weight_lin(Hertz(3000))), 0.2);
}

// A shelf of 24 dB below 400 Hz.
TEST(Recordings, KnowWhatTheOcclusionEffectAdds) {
  const auto level = [](double hz) {
    return recorded_takes(Recorded::heart, {stereo(hz, 1.0, 0.1)}, kRate).level.occluded_db;
  };
  EXPECT_NEAR(level(63), 23.7, 0.4);
  EXPECT_NEAR(level(2000), 0.6, 0.4);
}

TEST(Recordings, KeepDifferencesBetweenTakesWithinBounds) {
  const RecordedTakes made =
      recorded_takes(Recorded::steps,
                     {stereo(300, 0.2, 0.1), stereo(300, 0.2, 0.14), stereo(300, 0.2, 0.1),
                      stereo(300, 0.2, 5.0), stereo(300, 0.2, 1e-3)},
                     kRate);
  EXPECT_NEAR(apart_db(made, 1, 0), 2.92, 0.05);
  EXPECT_NEAR(apart_db(made, 3, 0), kTakesApartDb, 0.05) << "34 dB as recorded";
  EXPECT_NEAR(apart_db(made, 4, 0), -kTakesApartDb, 0.05) << "-40 dB as recorded";
}

// As the tables of body/levels.h have them: what an event plays is scaled from there.
TEST(Recordings, ThatComeOnceHaveTheLoudnessOfTheirModel) {
  const RecordedTakes made = recorded_takes(Recorded::jaw, {stereo(1000, 1.0, 0.02)}, kRate);
  const auto& take = (*made.takes)[0];
  double sum = 0.0;
  for (std::size_t n = 14400; n < 14400 + 19200; ++n) {
    sum += static_cast<double>(take[0][n]) * static_cast<double>(take[0][n]) +
           static_cast<double>(take[1][n]) * static_cast<double>(take[1][n]);
  }
  EXPECT_NEAR(to_lufs(sum / 19200.0 * k_weight_lin(Hertz(1000))),
              body::one_shot_level(body::OneShot::jaw).lufs, 0.1);
}

// Three seconds may hold a whole breath, which is there for four on average, and four beats, of
// which the loudest of three takes may be two.
TEST(Recordings, SayHowFarTheLoudestStandsOut) {
  const auto above = [](Recorded what, double amplitude) {
    const auto soft = stereo(300, 0.5, 0.1);
    return recorded_takes(what, {soft, soft, stereo(300, 0.5, amplitude)}, kRate)
        .level.loudest_3s_db;
  };
  EXPECT_NEAR(above(Recorded::breath, 0.1), 10.0 * std::log10(4.0 / 3.0), 0.01);
  EXPECT_GT(above(Recorded::breath, 0.2), 2.0);
  EXPECT_GT(above(Recorded::heart, 0.2), above(Recorded::heart, 0.1));
}

TEST(Recordings, MoveWhatALevelInLuIsInDb) {
  Recordings recordings;
  recordings.add(Recorded::heart, recorded_takes(Recorded::heart, {stereo(1000, 0.5, 0.1)}, kRate));
  scene::Keyframe point;
  point.body.emplace().heart = Lu(-30.0);
  const auto db = [&](const RecordedLevels& levels) {
    const auto made = in_db({point}, {-23.0, Calibration::home(), levels});
    return std::get<Decibels>(*made[0].body->heart).value();
  };
  EXPECT_NEAR(db({}) - db(recordings.levels),
              recordings.levels.heart->k_db - body::kPlainHeart.k_db, 1e-9);
  EXPECT_EQ(recordings.of(Recorded::breath), nullptr);
}

}  // namespace
}  // namespace otoscape::render::programme
