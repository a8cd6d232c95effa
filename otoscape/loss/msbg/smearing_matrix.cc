// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/smearing_matrix.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdlib>

#include "otoscape/dsp/minimum_norm.h"
#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {

dsp::Matrix excitation_matrix(const Broadening& broadening) {
  const double both = broadening.lower + broadening.upper;
  dsp::Matrix a(kSmearingBins, kSmearingBins);
  a(0, 0) = 2.0 / both;
  for (int i = 1; i < kSmearingBins; ++i) {
    const double centre_hz = i * kRateHz / (2.0 * kSmearingBins), width_hz = erb_hz(centre_hz);
    for (int j = 0; j < kSmearingBins; ++j) {
      const double wider = j < i ? broadening.lower : broadening.upper;
      const double away = std::abs(i - j) / static_cast<double>(i);
      const double g = away * 4.0 * centre_hz / (width_hz * wider);
      a(i, j) = (1.0 + g) * std::exp(-g) / (width_hz * both / (2.0 * 24.7));
    }
  }
  return a;
}

namespace {

dsp::Matrix solve(Severity severity) {
  constexpr int kMirrored = kSmearingBins / 2, kWide = kSmearingBins + kMirrored;
  const auto typical = excitation_matrix({1.0, 1.0});
  dsp::Matrix extended(kSmearingBins, kWide);
  for (int i = 0; i < kSmearingBins; ++i) {
    std::ranges::copy(typical.row(i), extended.row(i).begin());
    for (int c = kSmearingBins; c < std::min(2 * i, kWide); ++c) {
      extended(i, c) = typical(i, 2 * i - c);
    }
  }
  const auto wide =
      dsp::minimum_norm_solution(extended, excitation_matrix(broadening_of(severity)));
  dsp::Matrix result(kSmearingBins, kSmearingBins);
  for (int r = 0; r < kSmearingBins; ++r) std::ranges::copy(wide.row(r), result.row(r).begin());
  return result;
}

}  // namespace

const dsp::Matrix& smearing_matrix(Severity severity) {
  assert(severity != Severity::nothing);
  static const dsp::Matrix unused;
  switch (severity) {
    case Severity::mild: {
      static const dsp::Matrix mild = solve(Severity::mild);
      return mild;
    }
    case Severity::moderate: {
      static const dsp::Matrix moderate = solve(Severity::moderate);
      return moderate;
    }
    case Severity::severe: {
      static const dsp::Matrix severe = solve(Severity::severe);
      return severe;
    }
    case Severity::nothing:
      break;
  }
  return unused;
}

}  // namespace otoscape::loss::msbg
