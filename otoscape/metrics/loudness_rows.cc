// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/loudness_rows.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace otoscape::metrics {
namespace {

constexpr std::int64_t kStep = 10;                             // rows between two gated blocks
constexpr double kAbsoluteLufs = -70.0;                        // BS.1770-4 and EBU Tech 3342
constexpr double kRelativeLu = -10.0;                          // BS.1770-4
constexpr double kRangeLu = -20.0, kLow = 0.10, kHigh = 0.95;  // EBU Tech 3342
constexpr double kSilenceLufs = -140.0;                        // the noise of 24 bits, dithered
constexpr double kOffset = -0.691;                             // ITU-R BS.1770-4, annex 1

double to_lufs(double energy) { return kOffset + 10.0 * std::log10(energy); }
double to_energy(double lufs) { return std::pow(10.0, 0.1 * (lufs - kOffset)); }

double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

}  // namespace

std::optional<double> LoudnessRows::Sum::lufs() const {
  if (rows == 0) return std::nullopt;
  const double mean = energy / static_cast<double>(rows);
  return mean > to_energy(kSilenceLufs) ? std::optional(to_lufs(mean)) : std::nullopt;
}

LoudnessRows::Sum& LoudnessRows::Sum::operator+=(const Sum& other) {
  energy += other.energy;
  rows += other.rows;
  return *this;
}

LoudnessRows::Sum LoudnessRows::sum(std::int64_t from, std::int64_t to) const {
  from = std::max<std::int64_t>(from, 0), to = std::min(to, rows());
  Sum all;
  for (std::int64_t row = from; row < to; ++row) {
    all += {static_cast<double>(rows_[static_cast<std::size_t>(row)]), 1};
  }
  return all;
}

std::optional<LoudnessRows::Loudest> LoudnessRows::loudest(std::int64_t window, std::int64_t from,
                                                           std::int64_t to) const {
  from = std::max<std::int64_t>(from, 0), to = std::min(to, rows());
  double most = 0.0;
  std::int64_t first = from;
  // A sum is taken anew every window's length: a running one would keep the rounding of loud rows.
  double before = 0.0, after = 0.0;  // of the window's rows up to a mark, and behind it
  std::vector<double> tail(static_cast<std::size_t>(window));
  for (std::int64_t at = from; at + window <= to; ++at) {
    const std::int64_t place = (at - from) % window;
    if (place == 0) {
      double sum = 0.0;
      for (std::int64_t i = window - 1; i >= 0; --i) {
        sum += static_cast<double>(rows_[static_cast<std::size_t>(at + i)]);
        tail[static_cast<std::size_t>(i)] = sum;
      }
      after = 0.0;
    } else {
      after += static_cast<double>(rows_[static_cast<std::size_t>(at + window - 1)]);
    }
    before = tail[static_cast<std::size_t>(place)];
    if (before + after > most) most = before + after, first = at;
  }
  if (most <= to_energy(kSilenceLufs) * static_cast<double>(window)) return std::nullopt;
  return Loudest{to_lufs(most / static_cast<double>(window)), first};
}

std::vector<double> LoudnessRows::blocks(std::int64_t window) const {
  std::vector<double> steps;
  for (std::int64_t at = 0; at + kStep <= rows(); at += kStep) {
    steps.push_back(sum(at, at + kStep).energy);
  }
  const auto wide = static_cast<std::size_t>(window / kStep);
  std::vector<double> passing;
  for (std::size_t at = 0; at + wide <= steps.size(); ++at) {
    double energy = 0.0;
    for (std::size_t i = at; i < at + wide; ++i) energy += steps[i];
    energy /= static_cast<double>(window);
    if (energy > to_energy(kAbsoluteLufs)) passing.push_back(energy);
  }
  return passing;
}

std::optional<double> LoudnessRows::integrated_lufs() const {
  std::vector<double> energies = blocks(kMomentary);
  if (energies.empty()) return std::nullopt;
  const double gate = mean(energies) * std::pow(10.0, 0.1 * kRelativeLu);
  std::erase_if(energies, [&](double energy) { return energy <= gate; });
  return to_lufs(mean(energies));
}

std::optional<double> LoudnessRows::range_lu() const {
  std::vector<double> energies = blocks(kShortTerm);
  if (energies.empty()) return std::nullopt;
  const double gate = mean(energies) * std::pow(10.0, 0.1 * kRangeLu);
  std::erase_if(energies, [&](double energy) { return energy < gate; });
  std::ranges::sort(energies);
  const auto at = [&](double share) {
    const auto place = std::lround(share * static_cast<double>(energies.size() - 1));
    return to_lufs(energies[static_cast<std::size_t>(place)]);
  };
  return at(kHigh) - at(kLow);
}

}  // namespace otoscape::metrics
