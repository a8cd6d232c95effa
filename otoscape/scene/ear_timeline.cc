// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/ear_timeline.h"

#include <algorithm>
#include <limits>

#include "otoscape/scene/automation.h"
#include "otoscape/scene/recovery.h"

namespace otoscape::scene {
namespace {

constexpr double kPlugSeconds = 0.120;
constexpr double kAlways = -std::numeric_limits<double>::infinity();

hearing::EarProfile without_ringing(hearing::EarProfile ear) {
  ear.tinnitus.clear();
  return ear;
}

}  // namespace

const hearing::EarProfile* listener_of(const Keyframe& keyframe, std::size_t side) {
  const auto& ear = side == 0 ? keyframe.left : keyframe.right;
  return ear ? &*ear : nullptr;
}

Ramp within_gap(Ramp ramp, double gap) {
  ramp.over = std::clamp(ramp.over, Seconds(0.0), Seconds(std::max(gap, 0.0)));
  return ramp;
}

Ramp ear_ramp(const Keyframe& keyframe, double gap) {
  const bool pops = keyframe.event && std::holds_alternative<Pop>(keyframe.event->what);
  return pops ? Ramp{} : within_gap(keyframe.ramp, gap);
}

bool concerns(EventEars ears, std::size_t side) {
  return ears == EventEars::both || (ears == EventEars::left) == (side == 0);
}

EarTimeline::EarTimeline(const std::vector<Keyframe>& keyframes) {
  for (std::size_t side = 0; side < 2; ++side) {
    const auto* ear = listener_of(keyframes.front(), side);
    if (ear != nullptr)
      lines_[side].add(EarAutomation::Listener{kAlways, kAlways, {}, without_ringing(*ear)});
  }
  for (std::size_t i = 0; i < keyframes.size(); ++i) {
    if (i > 0) arrive(keyframes[i], keyframes[i].time.value() - keyframes[i - 1].time.value());
    if (keyframes[i].event) happen(keyframes[i]);
  }
}

double EarTimeline::blend(double start, double length) {
  const bool same =
      !asked_.empty() && asked_.back().start == start && asked_.back().end == start + length;
  if (same) return blends_.back().start;
  asked_.push_back({start, start + length});
  const double free_from = blends_.empty() ? start : blends_.back().end;
  const double from = std::max(start, free_from);
  blends_.push_back({from, from + length});
  return from;
}

void EarTimeline::arrive(const Keyframe& keyframe, double gap) {
  const Ramp ramp = ear_ramp(keyframe, gap);
  const double over = ramp.over.value(), time = keyframe.time.value();
  const bool busy = !blends_.empty() && blends_.back().end >= time;  // blends have piled up
  const bool glides = over >= kShortestGlideSeconds && !busy;
  bool moves = false;
  for (std::size_t side = 0; side < 2; ++side) {
    const auto* next = listener_of(keyframe, side);
    if (next == nullptr) continue;
    hearing::EarProfile ear = without_ringing(*next);
    if (ear == lines_[side].last_listener()) continue;
    moves = true;
    double start = time - over, done = time;
    if (!glides) {
      const bool blends_to = over > 0.0 && over < kShortestGlideSeconds;
      start = done =
          blend(blends_to ? start : time, blends_to ? std::max(over, kCutSeconds) : kCutSeconds);
    }
    lines_[side].add(EarAutomation::Listener{start, done, ramp.shape, std::move(ear)});
  }
  if (moves && glides) raw_glides_.push_back({time - over, time});
}

void EarTimeline::happen(const Keyframe& keyframe) {
  const Event& event = *keyframe.event;
  const double time = keyframe.time.value();
  const auto on_each = [&](auto add) {
    for (std::size_t side = 0; side < 2; ++side) {
      if (concerns(event.ears, side)) add(lines_[side]);
    }
  };
  if (const auto* pop = std::get_if<Pop>(&event.what); pop && pop->pressure > Decibels(0.0)) {
    const double from = blend(time, kCutSeconds), until = time + pop->pressure_for.value();
    on_each([&](EarAutomation& line) {
      line.add(EarAutomation::Pressure{from, until, pop->pressure});
    });
    raw_glides_.push_back({until, until + kPressureOffSeconds});
  }
  if (const auto* blast = std::get_if<Blast>(&event.what); blast && blast->shift_scale > 0.0) {
    const double from = blend(time, kCutSeconds);
    on_each([&](EarAutomation& line) { line.add(EarAutomation::Shift{from, time, *blast}); });
    double last = time;
    for (double end : recovery_pieces(*blast)) {
      raw_glides_.push_back({last, time + end});
      last = time + end;
    }
  }
  const auto* plug = std::get_if<PlugIn>(&event.what);
  if (plug != nullptr || std::holds_alternative<PlugOut>(event.what)) {
    const double from = blend(time, kPlugSeconds);
    const auto kind = plug != nullptr ? std::optional(plug->kind) : std::nullopt;
    on_each([&](EarAutomation& line) { line.add(EarAutomation::Plug{from, kind}); });
  }
}

hearing::EarProfile EarTimeline::ear(std::size_t side, double time) const {
  const auto after = std::ranges::upper_bound(blends_, time, {}, &Blend::start);
  if (after != blends_.begin() && time < (after - 1)->end) {
    return lines_[side].ear((after - 1)->end, EarAutomation::At::before);
  }
  return lines_[side].ear(time, EarAutomation::At::after);
}

std::vector<Glide> EarTimeline::glides() const {
  std::vector<double> starts, ends, points;
  for (const Glide& g : raw_glides_) {
    starts.push_back(g.start);
    ends.push_back(g.end);
  }
  std::ranges::sort(starts);
  std::ranges::sort(ends);
  points = starts;
  points.insert(points.end(), ends.begin(), ends.end());
  for (const Blend& b : blends_) points.insert(points.end(), {b.start, b.end});
  std::ranges::sort(points);
  std::vector<Glide> pieces;
  std::size_t started = 0, ended = 0, blend_at = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const double from = points[i];
    while (started < starts.size() && starts[started] <= from) ++started;
    while (ended < ends.size() && ends[ended] <= from) ++ended;
    while (blend_at < blends_.size() && blends_[blend_at].end <= from) ++blend_at;
    const bool blending = blend_at < blends_.size() && blends_[blend_at].start <= from;
    if (started > ended && !blending && points[i + 1] > from)
      pieces.push_back({from, points[i + 1]});
  }
  return pieces;
}

}  // namespace otoscape::scene
