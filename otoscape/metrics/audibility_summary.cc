// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/audibility_summary.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace otoscape::metrics {
namespace {

constexpr double kWindowSeconds = 3.0, kLeastSpeechSeconds = 0.5;  // of a window that counts
constexpr double kLowPart = 0.05, kHighPart = 0.95;

using Value = AudibilityTrack::Value;

double percentile(std::vector<double>& sorted, double part) {
  const double place = part * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const auto above = std::min(below + 1, sorted.size() - 1);
  return std::lerp(sorted[below], sorted[above], place - static_cast<double>(below));
}

// The mean over all speech, and the percentiles of the means over windows, a value apart; a window
// counts by the speech in it.
AudibilitySummary::Share share_of(const AudibilityTrack& track, float Value::*which) {
  std::vector<double> sums = {0.0}, means;
  std::vector<std::int64_t> counts = {0};
  for (const Value& value : track.values) {
    sums.push_back(sums.back() + (value.speech ? static_cast<double>(value.*which) : 0.0));
    counts.push_back(counts.back() + (value.speech ? 1 : 0));
  }
  const auto window = static_cast<std::size_t>(std::lround(kWindowSeconds / track.step.value()));
  const auto least =
      std::min<std::int64_t>(counts.back(), std::lround(kLeastSpeechSeconds / track.step.value()));
  for (std::size_t from = 0; from == 0 || from + window < sums.size(); ++from) {
    const std::size_t to = std::min(from + window, sums.size() - 1);
    const std::int64_t spoken = counts[to] - counts[from];
    if (spoken >= std::max<std::int64_t>(least, 1))
      means.push_back((sums[to] - sums[from]) / static_cast<double>(spoken));
  }
  const double mean = sums.back() / static_cast<double>(counts.back());
  if (means.empty()) return {mean, mean, mean};
  std::ranges::sort(means);
  return {mean, percentile(means, kLowPart), percentile(means, kHighPart)};
}

}  // namespace

std::optional<AudibilitySummary> summary_of(const AudibilityTrack& track) {
  const auto spoken = std::ranges::count_if(track.values, &Value::speech);
  if (spoken == 0) return std::nullopt;
  return AudibilitySummary{Seconds(static_cast<double>(spoken) * track.step.value()),
                           share_of(track, &Value::left), share_of(track, &Value::right),
                           share_of(track, &Value::typical)};
}

std::string_view share_words(double share) {
  // Each word up to half-way to the next one's share.
  struct Word {
    double up_to;
    std::string_view words;
  };
  constexpr Word kWords[] = {{0.005, "none"},
                             {0.06, "almost nothing"},
                             {0.175, "about a tenth"},
                             {0.29, "about a quarter"},
                             {0.415, "about a third"},
                             {0.58, "about half"},
                             {0.71, "about two thirds"},
                             {0.83, "about three quarters"},
                             {0.97, "almost all"}};
  for (const Word& word : kWords) {
    if (share < word.up_to) return word.words;
  }
  return "all";
}

}  // namespace otoscape::metrics
