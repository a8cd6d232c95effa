// SPDX-License-Identifier: Apache-2.0
#include "otoscape/hearing/audiogram.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/number_text.h"
#include "otoscape/hearing/crossings.h"

namespace otoscape::hearing {
namespace {

std::vector<Hertz> frequencies_of_both(const std::vector<Threshold>& a,
                                       const std::vector<Threshold>& b) {
  std::vector<Hertz> frequencies;
  for (const Threshold& t : a) frequencies.push_back(t.frequency);
  for (const Threshold& t : b) frequencies.push_back(t.frequency);
  std::ranges::sort(frequencies);
  frequencies.erase(std::unique(frequencies.begin(), frequencies.end()), frequencies.end());
  return frequencies;
}

}  // namespace

Audiogram::Audiogram() : points_{{Hertz(1000), DbHl(0)}} {}

Result<Audiogram> Audiogram::make(std::vector<Threshold> points) {
  if (points.empty()) return failed("the audiogram has no points");
  for (Threshold& p : points) {
    const double hz = p.frequency.value();
    if (!std::isfinite(hz) || hz <= 0.0) {
      return failed("the audiogram has a frequency of " + number_text(hz) +
                    " Hz; frequencies are above 0");
    }
    if (!p.response) p.level = kNoResponse;
    if (!(p.level >= kLowestThreshold && p.level <= kHighestThreshold)) {
      return failed("the threshold at " + number_text(hz) + " Hz is " +
                    number_text(p.level.value()) + " dB HL; thresholds lie between -20 and 130");
    }
  }
  std::ranges::sort(points, {}, &Threshold::frequency);
  const auto twice = std::ranges::adjacent_find(points, {}, &Threshold::frequency);
  if (twice != points.end()) {
    return failed("the audiogram has two thresholds at " + number_text(twice->frequency.value()) +
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

bool Audiogram::rests_on_no_response(Hertz frequency) const {
  const Place p = find(frequency);
  return (!p.below->response && p.part < 1.0) || (!p.above->response && p.part > 0.0);
}

bool Audiogram::silent_at(Hertz frequency) const {
  return rests_on_no_response(frequency) && at(frequency) >= kSilentFrom;
}

Audiogram Audiogram::between(const Audiogram& a, const Audiogram& b, double part) {
  if (part <= 0.0) return a;
  if (part >= 1.0 || a == b) return b;
  Audiogram result;
  result.points_.clear();
  for (Hertz f : frequencies_of_both(a.points_, b.points_)) {
    const DbHl level(std::lerp(a.at(f).value(), b.at(f).value(), part));
    result.points_.push_back({f, level, !a.rests_on_no_response(f) && !b.rests_on_no_response(f)});
  }
  return result;
}

Audiogram Audiogram::shifted(const std::vector<std::pair<Hertz, Decibels>>& shift) const {
  if (shift.empty()) return *this;
  Audiogram curve;  // a shift over frequency is a curve like any other
  curve.points_.clear();
  for (const auto& [frequency, by] : shift) curve.points_.push_back({frequency, DbHl(by.value())});
  const auto over = [&](Hertz f) { return (at(f) - kNoResponse).value() + curve.at(f).value(); };
  std::vector<Hertz> frequencies = frequencies_of_both(points_, curve.points_);
  add_crossings(frequencies, over);
  add_crossings(frequencies, [&](Hertz f) { return (at(f) - kNoResponse).value(); });
  Audiogram result;
  result.points_.clear();
  for (Hertz f : frequencies) {
    const DbHl level = std::max(at(f), kNoResponse + Decibels(std::min(0.0, over(f))));
    result.points_.push_back({f, level, !rests_on_no_response(f)});
  }
  return result;
}

}  // namespace otoscape::hearing
