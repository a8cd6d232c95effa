// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/felt_loudness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <span>

#include "otoscape/felt/felt_law.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

using felt::kBands;

constexpr std::size_t kLow = 8;  // half octaves, 40 … 453 Hz
// Share of a row's own energy in the level that felt_law's window finds in it; the rest is the row
// before. 1 − (55 ms / 100 ms)(1 − e^(−100/55)).
constexpr double kOwnShare = 0.54;
using Low = std::array<double, kLow>;

double to_energy(double db) { return std::pow(10.0, db / 10.0); }

// Filters at the centres of the half octaves; outputs with the K weighting.
struct Weights {
  std::array<std::array<std::complex<double>, kLow>, kBands> bands;
  Low body, water;  // of energies

  Weights() {
    for (std::size_t c = 0; c < kLow; ++c) {
      const Hertz hz(ProgrammeLoudness::band_hz(static_cast<int>(c)));
      for (std::size_t b = 0; b < kBands; ++b) bands[b][c] = felt::band(b, hz);
      const double k = k_weight_lin(hz);
      body[c] = k * std::pow(felt::body_lin(hz), 2);
      water[c] = k * std::pow(felt::water_lin(hz), 2);
    }
  }
};

Low low_energies(std::span<const std::int16_t, 2 * ProgrammeLoudness::kBands> row) {
  Low energies;
  for (std::size_t c = 0; c < kLow; ++c) {
    energies[c] = to_energy(0.01 * row[c]) + to_energy(0.01 * row[c + ProgrammeLoudness::kBands]);
  }
  return energies;
}

struct Row {
  double body = 0.0, water = 0.0;
};

// level: the energies that set the gains.
Row felt_in(const Low& energies, const Low& level, const felt::FeltParams& params) {
  static const Weights weights;
  const auto gain_lin = [&](std::size_t law, double energy) {
    const double e = 10.0 * std::log10(energy + 1e-30) + params.reference_db;
    return std::pow(10.0, felt::gain_db(law, e, params.physical) / 20.0);
  };
  std::array<double, kBands> gains;
  double broad = 0.0;
  for (const double energy : level) broad += energy;
  for (std::size_t b = 0; b < kBands; ++b) {
    double energy = 0.0;
    for (std::size_t c = 0; c < kLow; ++c) energy += std::norm(weights.bands[b][c]) * level[c];
    gains[b] = gain_lin(b, energy);
  }
  const double water_gain = gain_lin(felt::kWaterLaw, broad);
  Row row;
  for (std::size_t c = 0; c < kLow; ++c) {
    std::complex<double> sum;
    for (std::size_t b = 0; b < kBands; ++b) sum += gains[b] * weights.bands[b][c];
    row.body += std::norm(sum) * weights.body[c] * energies[c];
    row.water += water_gain * water_gain * weights.water[c] * energies[c];
  }
  return row;
}

}  // namespace

felt::FeltParams felt_params(const SceneParams& params, double programme_lufs) {
  constexpr double kOneOfTwoDb = -3.0103;  // the mean of two channels re their sum
  felt::FeltParams felt;
  felt.physical = params.felt_physical;
  felt.reference_db =
      felt.physical ? params.render.calibration.unit_rms().value() + kOneOfTwoDb : -programme_lufs;
  return felt;
}

FeltLoudness::FeltLoudness(const ProgrammeLoudness& programme, const SceneParams& params,
                           double programme_lufs)
    : begin_s_(programme.begin().value()) {
  const felt::FeltParams felt = felt_params(params, programme_lufs);
  Low before{};
  body_ = water_ = {0.0};
  body_.reserve(static_cast<std::size_t>(programme.rows()) + 1);
  water_.reserve(static_cast<std::size_t>(programme.rows()) + 1);
  for (std::int64_t r = 0; r < programme.rows(); ++r) {
    const Low here = low_energies(programme.bands(r));
    Low level;
    for (std::size_t c = 0; c < kLow; ++c) level[c] = std::lerp(before[c], here[c], kOwnShare);
    const Row row = felt_in(here, level, felt);
    body_.push_back(body_.back() + row.body);
    water_.push_back(water_.back() + row.water);
    before = here;
  }
}

double FeltLoudness::energy(const scene::FeltLevels& levels, Seconds from, Seconds to) const {
  if (levels.body_lin <= 0.0 && levels.water_lin <= 0.0) return 0.0;
  const double last = static_cast<double>(body_.size() - 1);
  const auto in_rows = [&](Seconds time) {
    return std::clamp((time.value() - begin_s_) * ProgrammeLoudness::kPerSecond, 0.0, last);
  };
  const double a = in_rows(from), b = in_rows(to);
  if (!(a < b)) return 0.0;
  const auto sum_to = [](const std::vector<double>& sums, double row) {
    const auto below = static_cast<std::size_t>(row);
    const std::size_t above = std::min(below + 1, sums.size() - 1);
    return std::lerp(sums[below], sums[above], row - std::floor(row));
  };
  const auto mean = [&](const std::vector<double>& sums, double level_lin) {
    return level_lin * level_lin * (sum_to(sums, b) - sum_to(sums, a)) / (b - a);
  };
  return mean(body_, levels.body_lin) + mean(water_, levels.water_lin);
}

}  // namespace otoscape::render::programme
