// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/audiogram.h"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace otoscape::hearing {
namespace {

std::string number(double v) {
  std::ostringstream out;
  out << v;
  return out.str();
}

}  // namespace

Audiogram::Audiogram() : points_{{Hertz(1000), DbHl(0)}} {}

Result<Audiogram> Audiogram::make(std::vector<Threshold> points) {
  if (points.empty()) return failed("the audiogram has no points");
  for (Threshold& p : points) {
    const double hz = p.frequency.value();
    if (!std::isfinite(hz) || hz <= 0.0) {
      return failed("the audiogram has a frequency of " + number(hz) +
                    " Hz; frequencies are above 0");
    }
    if (!p.response) p.level = kNoResponse;
    if (!(p.level >= kLowestThreshold && p.level <= kHighestThreshold)) {
      return failed("the threshold at " + number(hz) + " Hz is " + number(p.level.value()) +
                    " dB HL; thresholds lie between -20 and 130");
    }
  }
  std::ranges::sort(points, {}, &Threshold::frequency);
  const auto twice = std::ranges::adjacent_find(points, {}, &Threshold::frequency);
  if (twice != points.end()) {
    return failed("the audiogram has two thresholds at " + number(twice->frequency.value()) +
                  " Hz");
  }
  Audiogram audiogram;
  audiogram.points_ = std::move(points);
  return audiogram;
}

Audiogram::Place Audiogram::find(Hertz frequency) const {
  const auto above = std::ranges::lower_bound(points_, frequency, {}, &Threshold::frequency);
  if (above == points_.begin()) return {&points_.front(), &points_.front(), 0.0};
  if (above == points_.end()) return {&points_.back(), &points_.back(), 0.0};
  const auto below = above - 1;
  return {&*below, &*above,
          octaves(below->frequency, frequency) / octaves(below->frequency, above->frequency)};
}

DbHl Audiogram::at(Hertz frequency) const {
  const Place p = find(frequency);
  return p.below->level + (p.above->level - p.below->level) * p.part;
}

bool Audiogram::silent_at(Hertz frequency) const {
  const Place p = find(frequency);
  const bool rests_on_no_response =
      (!p.below->response && p.part < 1.0) || (!p.above->response && p.part > 0.0);
  const bool at_end = p.below == p.above && !p.below->response;
  return (rests_on_no_response || at_end) && at(frequency) >= kSilentFrom;
}

}  // namespace otoscape::hearing
