// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/felt_law.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

namespace otoscape::felt {
namespace {

// Octaves from the lowest note of a bass drum's body to the fundamentals of voices.
constexpr double kEdgesHz[kBands + 1] = {28.0, 62.0, 125.0, 250.0};

struct Bump {
  double hz, width_hz, height_db;
};
// Of the trunk in vibration; frequencies and heights are ours.
constexpr Bump kBodyBumps[] = {
    {43.0, 22.0, 3.0}, {71.0, 26.0, 4.0}, {112.0, 45.0, 3.0}, {188.0, 60.0, 2.5}};
constexpr Bump kWaterBumps[] = {{155.0, 60.0, 3.0}, {290.0, 80.0, 4.0}, {430.0, 90.0, 2.0}};

// Butterworth amplitudes.
double high_pass(double hz, double corner_hz, int order) {
  return hz <= 0.0 ? 0.0 : 1.0 / std::sqrt(1.0 + std::pow(corner_hz / hz, 2.0 * order));
}
double low_pass(double hz, double corner_hz, int order) {
  return 1.0 / std::sqrt(1.0 + std::pow(hz / corner_hz, 2.0 * order));
}

double bumps_lin(std::span<const Bump> bumps, double hz) {
  double db = 0.0;
  for (const Bump& bump : bumps) {
    const double off = (hz - bump.hz) / (0.5 * bump.width_hz);
    db += bump.height_db / (1.0 + off * off);
  }
  return std::pow(10.0, db / 20.0);
}

}  // namespace

std::complex<double> band(std::size_t band, Hertz frequency) {
  constexpr std::complex<double> i(0.0, 1.0);
  const std::complex<double> s = i * frequency.value() / kEdgesHz[band],
                             t = i * frequency.value() / kEdgesHz[band + 1];
  return s * s /
         ((s * s + std::numbers::sqrt2 * s + 1.0) * (t * t + std::numbers::sqrt2 * t + 1.0));
}

double body_lin(Hertz frequency, double scale) {
  const double hz = frequency.value() / scale;
  return high_pass(hz, 30.0, 2) * low_pass(hz, 170.0, 2) * low_pass(hz, 240.0, 6) *
         bumps_lin(kBodyBumps, hz);
}

double water_lin(Hertz frequency, double scale) {
  const double hz = frequency.value() / scale;
  return high_pass(hz, 70.0, 1) * low_pass(hz, 330.0, 1) * low_pass(hz, 430.0, 8) *
         bumps_lin(kWaterBumps, hz);
}

double GainLaw::gain_db(double e) const {
  const double over = std::clamp(e, lowest, highest) - threshold;
  return std::max(at + below * std::min(over, 0.0) - above * std::max(over, 0.0), kFaintestDb);
}

double gain_db(std::size_t law, double e, bool physical) {
  GainLaw moved = kLaws[law];
  if (physical && law == kWaterLaw) e -= kPhysicalDbSpl[law];
  if (physical && law != kWaterLaw) moved.threshold = kPhysicalDbSpl[law];
  return moved.gain_db(e);
}

}  // namespace otoscape::felt
