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
  std::vector<Hertz> frequencies;
  for (const Threshold& t : a.points_) frequencies.push_back(t.frequency);
  for (const Threshold& t : b.points_) frequencies.push_back(t.frequency);
  std::ranges::sort(frequencies);
  frequencies.erase(std::ranges::unique(frequencies).begin(), frequencies.end());
  Audiogram result;
  result.points_.clear();
  for (Hertz f : frequencies) {
    const DbHl level(std::lerp(a.at(f).value(), b.at(f).value(), part));
    result.points_.push_back({f, level, !a.rests_on_no_response(f) && !b.rests_on_no_response(f)});
  }
  return result;
}

Audiogram Audiogram::shifted(const std::vector<std::pair<Hertz, Decibels>>& shift) const {
  std::vector<Threshold> added;  // a shift over frequency is a curve like any other

  for (const auto& [frequency, by] : shift) added.push_back({frequency, DbHl(by.value())});
  if (added.empty()) return *this;
  Audiogram curve;
  curve.points_ = std::move(added);
  Audiogram result = between(*this, curve, 0.5);
  for (Threshold& t : result.points_) {
    const DbHl before = at(t.frequency);
    t.level =
        std::max(before, std::min(kNoResponse, before + Decibels(curve.at(t.frequency).value())));
    t.response = !rests_on_no_response(t.frequency);
  }
  return result;
}

}  // namespace otoscape::hearing
