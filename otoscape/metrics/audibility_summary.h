// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "otoscape/metrics/audibility_track.h"

namespace otoscape::metrics {

// An AudibilityTrack in a few numbers.
struct AudibilitySummary {
  struct Share {
    double mean = 0.0;             // over all speech
    double low = 0.0, high = 0.0;  // 5th and 95th percentile of the means over 3 s
  };
  Seconds speech;  // how long somebody speaks
  Share left, right, typical;
};

// Nothing where nobody speaks.
std::optional<AudibilitySummary> summary_of(const AudibilityTrack& track);

// A share in words: none, almost nothing, about a tenth, a quarter, a third, half, two thirds or
// three quarters, almost all, all.
std::string_view share_words(double share);

}  // namespace otoscape::metrics
