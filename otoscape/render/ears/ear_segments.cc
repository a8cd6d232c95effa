// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/ear_segments.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/fit_percept.h"
#include "otoscape/ear/listener.h"

namespace otoscape::render::ears {
namespace {

constexpr double kJust = 1e-6;               // s before a moment
constexpr double kLongestSeconds = 1.5;      // of a segment; a region's run-in is longer
constexpr double kMostChangeDb = 6.0;        // of any threshold over a segment
constexpr double kMostFromLineDb = 0.1;      // of any threshold half-way, from the straight line
constexpr double kOctavesApart = 1.0 / 3.0;  // of the places looked at, 125 Hz … 8 kHz

using scene::Side;

struct Bend {
  double change_db = 0.0, from_line_db = 0.0;
};

// How far thresholds move between two moments, and how far the middle lies off the line.
Bend bend(const scene::Arc& arc, Seconds start, Seconds end) {
  const Seconds half(0.5 * (start.value() + end.value()));
  Bend most;
  for (const Side side : {Side::left, Side::right}) {
    const auto a = arc.ear(side, start), m = arc.ear(side, half), b = arc.ear(side, end);
    for (double octave = -3.0; octave < 3.01; octave += kOctavesApart) {
      const Hertz place(1000.0 * std::exp2(octave));
      const auto look = [&](auto&& at) {
        const double from = at(a), to = at(b);
        most.change_db = std::max(most.change_db, std::abs(to - from));
        most.from_line_db = std::max(most.from_line_db, std::abs(at(m) - 0.5 * (from + to)));
      };
      look([&](const auto& e) { return e.air.at(place).value() + e.worn.at(place).value(); });
      look([&](const auto& e) { return e.bone.value_or(e.air).at(place).value(); });
    }
  }
  return most;
}

bool same_implants(const scene::Arc& arc, Seconds a, Seconds b) {
  for (const Side side : {Side::left, Side::right}) {
    const auto &before = arc.ear(side, a).implant, &after = arc.ear(side, b).implant;
    if (before.has_value() != after.has_value()) return false;
    if (!before) continue;
    const auto a_part = ear::fit_percept(arc.ear(side, a)),
               b_part = ear::fit_percept(arc.ear(side, b));
    if (!ear::continues(*a_part, *b_part)) return false;
  }
  return true;
}

// Implants never glide: when one steps to another, or to none, within a glide; its end if none
// does.
Seconds implant_step(const scene::Arc& arc, Seconds start, Seconds end) {
  if (same_implants(arc, start, Seconds(end.value() - kJust))) return end;
  double before = start.value(), after = end.value();
  while (after - before > kJust) {
    const double middle = 0.5 * (before + after);
    (same_implants(arc, start, Seconds(middle)) ? before : after) = middle;
  }
  return Seconds(after);
}

// Cuts movements into segments.
class Cutter {
 public:
  Cutter(const scene::Arc& arc, const quantum::QuantumClock& clock)
      : arc_(arc),
        clock_(clock),
        shortest_(ear::blend_quanta(clock.rate)),
        shortest_s_(shortest_ * clock.length()) {}

  void blend(Seconds start, Seconds end) { add(start, end, true); }

  // Where an implant steps within a glide, a blend of a cut's length stands for the step; the
  // thresholds glide on after it.
  void glide(Seconds start, Seconds end) {
    while (start < end) {
      const Seconds step = implant_step(arc_, start, end);
      if (step >= end) return glide_thresholds(start, end);
      glide_thresholds(start, Seconds(step.value() - kJust));
      start = Seconds(step.value() + shortest_s_);
      blend(step, start);
    }
  }

  std::vector<EarSegment> finish() { return std::move(segments_); }

 private:
  void glide_thresholds(Seconds start, Seconds end) {
    while (start < end) {
      double length = straight_length(start, end);
      // The rest must not be shorter than a move can be.
      if (end.value() - start.value() - length < shortest_s_) length = end.value() - start.value();
      const Seconds to(start.value() + length);
      add(start, to, false);
      start = to;
    }
  }

  // How long from `start` on, in s, the thresholds move nearly in a straight line; until `end` at
  // most.
  double straight_length(Seconds start, Seconds end) const {
    double length = std::min(kLongestSeconds, end.value() - start.value());
    while (length > 1.5 * shortest_s_) {
      const Bend b = bend(arc_, start, Seconds(start.value() + length));
      if (b.change_db <= kMostChangeDb && b.from_line_db <= kMostFromLineDb) break;
      length *= 0.75;
    }
    return length;
  }

  // A segment that would begin before the last has ended waits for its end.
  void add(Seconds start, Seconds end, bool blends) {
    std::int64_t first = clock_.at_or_after(start);
    if (!segments_.empty()) first = std::max(first, segments_.back().end());
    const std::int64_t last = std::max(clock_.at_or_after(end), first + shortest_);
    segments_.push_back({first, static_cast<int>(last - first), blends, start, end});
  }

  const scene::Arc& arc_;
  const quantum::QuantumClock& clock_;
  int shortest_;       // quanta of a move
  double shortest_s_;  // the same, s
  std::vector<EarSegment> segments_;
};

}  // namespace

std::vector<EarSegment> ear_segments(const scene::Arc& arc, const quantum::QuantumClock& clock) {
  Cutter cutter(arc, clock);
  const auto movements = arc.ear_movements();
  for (std::size_t i = 0; i < movements.size(); ++i) {
    const scene::EarMovement& m = movements[i];
    if (m.blends) {
      cutter.blend(m.start, m.end);
      continue;
    }
    // At a blend's own time the arc answers with the ear after it; a glide ends just before.
    const bool blend_follows = i + 1 < movements.size() && movements[i + 1].blends &&
                               movements[i + 1].start.value() - m.end.value() < kJust;
    cutter.glide(m.start, Seconds(m.end.value() - (blend_follows ? kJust : 0.0)));
  }
  return cutter.finish();
}

}  // namespace otoscape::render::ears
