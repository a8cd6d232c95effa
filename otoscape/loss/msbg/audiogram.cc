// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/audiogram.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace otoscape::loss::msbg {

double Audiogram::at(double frequency_hz) const {
  const auto after = std::ranges::upper_bound(frequencies_hz, frequency_hz);
  if (after == frequencies_hz.begin()) return thresholds_db_hl.front();
  if (after == frequencies_hz.end()) return thresholds_db_hl.back();
  const auto i = static_cast<std::size_t>(after - frequencies_hz.begin());
  const double slope =
      (thresholds_db_hl[i] - thresholds_db_hl[i - 1]) / (frequencies_hz[i] - frequencies_hz[i - 1]);
  return thresholds_db_hl[i - 1] + slope * (frequency_hz - frequencies_hz[i - 1]);
}

Status check(const Audiogram& a) {
  if (a.frequencies_hz.empty() || a.frequencies_hz.size() != a.thresholds_db_hl.size()) {
    return wrong_usage("an audiogram needs one threshold for each frequency, and at least one");
  }
  const auto finite = [](double v) { return std::isfinite(v); };
  if (!std::ranges::all_of(a.frequencies_hz, finite) ||
      !std::ranges::all_of(a.thresholds_db_hl, finite)) {
    return wrong_usage("every frequency and threshold of an audiogram must be a finite number");
  }
  if (std::ranges::adjacent_find(a.frequencies_hz, std::greater_equal()) !=
      a.frequencies_hz.end()) {
    return wrong_usage("the frequencies of an audiogram must rise");
  }
  if (std::ranges::max(a.thresholds_db_hl) >= kCatchUpDb) {
    return failed(
        "the MSBG simulator is defined for thresholds below 105 dB HL only; use the live "
        "model for this ear");
  }
  return ok();
}

}  // namespace otoscape::loss::msbg
