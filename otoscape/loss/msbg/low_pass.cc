// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/low_pass.h"

#include <numbers>
#include <numeric>

#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {

std::vector<double> low_pass() {
  constexpr double kCutoffHz = 18000.0, kBeta = 8.0;
  std::vector<double> taps;
  for (int n = 0; n < kLowPassTaps; ++n) {
    const double turn = std::numbers::pi * 2.0 * kCutoffHz / kRateHz * (n - kLowPassDelayFrames);
    const double sinc = n == kLowPassDelayFrames ? 1.0 : std::sin(turn) / turn;
    taps.push_back(sinc * kaiser(n, kLowPassTaps, kBeta));
  }
  const double sum = std::accumulate(taps.begin(), taps.end(), 0.0);
  for (double& tap : taps) tap /= sum;
  return taps;
}

}  // namespace otoscape::loss::msbg
