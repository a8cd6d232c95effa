// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_masking.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "otoscape/ear/fit.h"
#include "otoscape/render/inside/steady_masker.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::render::inside {
namespace {

constexpr int kBands = programme::ProgrammeLoudness::kBands;
constexpr double kRow = 1.0 / programme::ProgrammeLoudness::kPerSecond;  // s
constexpr double kDeepest = -20.0;                                       // dB, of each
constexpr double kRange = 10.0;                              // dB from the first to the full effect
constexpr double kMaskedAbove = 5.0, kInhibitedAbove = 8.0;  // dB over the ringing
constexpr double kNothing = -std::numeric_limits<double>::infinity();

// What one ear needs to hear something: its thresholds in the bands, and the ringing's own level
// above threshold.
struct Hearing {
  std::array<double, kBands> threshold_db_fs;
  double ringing_db_sl;
};

Hearing hearing_of(const hearing::TinnitusLayer& layer, const hearing::EarProfile& ear,
                   const Calibration& calibration) {
  Hearing made;
  for (int b = 0; b < kBands; ++b) {
    const Hertz centre(programme::ProgrammeLoudness::band_hz(b));
    const auto loss = ear::loss_at(ear, centre);
    const DbSpl threshold = to_spl(DbHl(loss.sensorineural_db_hl + loss.attenuation_db), centre);
    made.threshold_db_fs[static_cast<std::size_t>(b)] = calibration.to_fs(threshold).value();
  }
  made.ringing_db_sl = std::get<DbSl>(layer.level).value();
  return made;
}

struct Maskers {
  double all_db_sl, near_pitch_db_sl;
};

class Drive {
 public:
  Drive(const hearing::TinnitusLayer& layer, scene::Side side, const scene::Arc& arc,
        const programme::ProgrammeLoudness& programme, const Calibration& calibration)
      : layer_(layer), side_(side), arc_(arc), programme_(programme), calibration_(calibration) {
    for (int b = 0; b < kBands; ++b) {
      const double oct = octaves(layer.pitch, Hertz(programme::ProgrammeLoudness::band_hz(b)));
      near_pitch_[static_cast<std::size_t>(b)] = oct >= -1.0 && oct <= 0.5;
    }
  }

  std::vector<float> gains_db() {
    const auto rows = static_cast<std::size_t>(programme_.rows());
    std::vector<double> masked(rows), inhibited(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      const Hearing& ear = hearing_at(r);
      const Maskers maskers = maskers_in(static_cast<std::int64_t>(r), ear);
      masked[r] = part_of(maskers.all_db_sl - ear.ringing_db_sl - kMaskedAbove);
      inhibited[r] =
          masker_.next(part_of(maskers.near_pitch_db_sl - ear.ringing_db_sl - kInhibitedAbove));
    }
    std::vector<float> gains(rows);
    for (std::size_t r = 0; r < rows; ++r) {
      const double masking = layer_.masking ? smoothed(masked, r) : 0.0;
      const double inhibition = layer_.inhibition ? inhibited[r] : 0.0;
      gains[r] = static_cast<float>(kDeepest * (masking + inhibition));
    }
    return gains;
  }

 private:
  static double part_of(double above_db) { return std::clamp(above_db / kRange, 0.0, 1.0); }

  // In the middle of a row. It is worked out anew only where the ear moves.
  const Hearing& hearing_at(std::size_t row) {
    const double time = programme_.begin().value() + (static_cast<double>(row) + 0.5) * kRow;
    const auto movements = arc_.ear_movements();
    const double last = std::exchange(last_time_, time);
    const auto next = std::ranges::partition_point(
        movements, [&](const scene::EarMovement& m) { return m.end.value() < last; });
    if (row == 0 || (next != movements.end() && next->start.value() <= time))
      hearing_ = hearing_of(layer_, arc_.ear(side_, Seconds(time)), calibration_);
    return hearing_;
  }

  Maskers maskers_in(std::int64_t row, const Hearing& ear) const {
    double all = 0.0, near_pitch = 0.0;
    const int which = side_ == scene::Side::left ? 0 : 1;
    for (std::size_t b = 0; b < kBands; ++b) {
      const double db_sl =
          programme_.band_db(which, static_cast<int>(b), row) - ear.threshold_db_fs[b];
      if (db_sl <= 0.0) continue;
      const double energy = std::pow(10.0, db_sl / 10.0);
      all += energy;
      if (near_pitch_[b]) near_pitch += energy;
    }
    const auto level = [](double energy) {
      return energy > 0.0 ? 10.0 * std::log10(energy) : kNothing;
    };
    return {level(all), level(near_pitch)};
  }

  // A Hann window of 0.6 s round the row; what lies beyond the programme is as its edge.
  static double smoothed(const std::vector<double>& x, std::size_t row) {
    constexpr std::array kWeights = {1.0 / 12.0, 3.0 / 12.0, 4.0 / 12.0, 3.0 / 12.0, 1.0 / 12.0};
    double sum = 0.0;
    for (std::size_t i = 0; i < kWeights.size(); ++i) {
      const auto at = static_cast<std::ptrdiff_t>(row + i) - 2;
      sum += kWeights[i] * x[static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(
                               at, 0, static_cast<std::ptrdiff_t>(x.size()) - 1))];
    }
    return sum;
  }

  const hearing::TinnitusLayer& layer_;
  scene::Side side_;
  const scene::Arc& arc_;
  const programme::ProgrammeLoudness& programme_;
  const Calibration& calibration_;
  std::array<bool, kBands> near_pitch_{};
  Hearing hearing_{};
  double last_time_ = kNothing;
  SteadyMasker masker_;
};

}  // namespace

std::vector<float> ringing_gains_db(const hearing::TinnitusLayer& layer, scene::Side side,
                                    const scene::Arc& arc,
                                    const programme::ProgrammeLoudness& programme,
                                    const Calibration& calibration) {
  return Drive(layer, side, arc, programme, calibration).gains_db();
}

}  // namespace otoscape::render::inside
