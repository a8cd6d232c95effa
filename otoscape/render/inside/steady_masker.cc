// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/steady_masker.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::render::inside {
namespace {

constexpr double kRow = 1.0 / programme::ProgrammeLoudness::kPerSecond;  // s
constexpr double kCharge = 20.0, kRecovery = 30.0;                       // s
constexpr std::size_t kRank = 6;  // of 30: the 20th percentile

}  // namespace

double SteadyMasker::next(double drive) {
  static const double charge = std::exp(-kRow / kCharge), recovery = std::exp(-kRow / kRecovery);
  recent_[at_++ % kRows] = drive;
  auto sorted = recent_;
  std::ranges::nth_element(sorted, sorted.begin() + kRank);
  const double steady = sorted[kRank];
  inhibition_ =
      steady > inhibition_ ? std::lerp(steady, inhibition_, charge) : inhibition_ * recovery;
  return inhibition_;
}

}  // namespace otoscape::render::inside
