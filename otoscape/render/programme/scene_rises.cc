// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_rises.h"

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/scene_states.h"

namespace otoscape::render::programme {
namespace {

constexpr double kStep = 0.1;  // s
constexpr double kCut = scene::kCutSeconds;
constexpr double kJust = 1e-6;  // s before a moment
constexpr double kSteep = 3.0;  // LU in a piece of a ramp, above which it is halved
constexpr double kFinest = 0.012;
constexpr double kSafety = 1.0, kSmallestCut = 1.0;  // LU

bool equal(const scene::MixState& a, const scene::MixState& b) {
  return a.perspective == b.perspective && a.leak_lin == b.leak_lin &&
         a.stillness_lin == b.stillness_lin && a.stress == b.stress && a.occlusion == b.occlusion &&
         a.body.breath_lin == b.body.breath_lin && a.body.heart_lin == b.body.heart_lin &&
         a.body.thuds_lin == b.body.thuds_lin && a.body.track_lin == b.body.track_lin &&
         a.body.mouth == b.body.mouth && a.body.floor == b.body.floor && a.felt == b.felt;
}
bool equal(const LoudnessState& a, const LoudnessState& b) {
  return equal(a.mix, b.mix) && a.room == b.room && a.ears == b.ears;
}

// Whether one of the spans, ascending and not overlapping, is under way in (from, to).
template <class Span>
bool under_way(std::span<const Span> spans, double from, double to) {
  const auto next = std::ranges::partition_point(
      spans, [&](const Span& span) { return span.end.value() <= from; });
  return next != spans.end() && next->start.value() < to;
}

template <class Span>
bool short_one(const Span& span) {
  constexpr double kShortestGlide = 0.2;  // s
  return span.end.value() - span.start.value() < kShortestGlide;
}

struct Moment {
  double time;
  bool may_jump;
};

class Finder {
 public:
  Finder(const scene::Arc& arc, const SceneLoudness& loudness, const SceneParams& params)
      : arc_(arc), loudness_(loudness), states_(arc, loudness, params) {}

  std::vector<Rise> find(double begin, double end) {
    const auto moments = this->moments(begin, end);
    for (std::size_t i = 0; i + 1 < moments.size(); ++i) {
      double from = moments[i].time;
      const double to = moments[i + 1].time;
      if (moments[i].may_jump) {
        const double through = std::min(from + kCut, to - kJust);
        cut(from, through);
        from = through;
      }
      glide(from, to - kJust);
    }
    return std::move(rises_);
  }

 private:
  std::vector<Moment> moments(double begin, double end) const {
    std::vector<Moment> all = {{begin, false}, {end, false}};
    const auto add = [&](Seconds time, bool may_jump) {
      if (time.value() > begin && time.value() < end) all.push_back({time.value(), may_jump});
    };
    for (Seconds time : arc_.moments()) add(time, true);
    for (const auto& m : arc_.ear_movements()) add(m.start, m.blends), add(m.end, false);
    for (const auto& r : arc_.ringing()) add(r.start, short_one(r)), add(r.end, short_one(r));
    for (const auto& r : arc_.rooms()) add(r.start, short_one(r)), add(r.end, false);
    const auto first = static_cast<std::int64_t>(std::floor(begin / kStep)) + 1;
    for (std::int64_t k = first; static_cast<double>(k) * kStep < end; ++k)
      all.push_back({static_cast<double>(k) * kStep, false});
    std::ranges::sort(all, {}, &Moment::time);
    std::vector<Moment> apart;
    for (const Moment& m : all) {
      if (apart.empty() || m.time - apart.back().time > 2.0 * kJust) {
        apart.push_back(m);
      } else {
        apart.back().may_jump = apart.back().may_jump || m.may_jump;
      }
    }
    return apart;
  }

  double lufs(const LoudnessState& state, double window) const {
    return loudness_.of(state, Seconds(window));
  }

  void cut(double time, double through) {
    const auto before = states_.at(Seconds(time - kJust)), after = states_.at(Seconds(through));
    if (equal(before, after)) return;
    const double rise = lufs(after, time) - lufs(before, time);
    if (std::abs(rise) < kSmallestCut) {
      add(time, through, rise);
    } else {
      add(time, time, rise > 0.0 ? rise + kSafety : rise);
    }
  }

  bool moves(double from, double to) const {
    const auto start = arc_.mix(Seconds(from)), end = arc_.mix(Seconds(to));
    return !equal(start, end) || under_way(arc_.ear_movements(), from, to) ||
           under_way(arc_.ringing(), from, to) || under_way(arc_.rooms(), from, to);
  }

  void glide(double from, double to) {
    if (!(from < to) || !moves(from, to)) return;
    const auto start = states_.at(Seconds(from)), end = states_.at(Seconds(to));
    if (equal(start, end)) return;
    glide(from, lufs(start, from), to, lufs(end, from), from);
  }

  // From one loudness to another, both on the same three seconds.
  void glide(double from, double from_lufs, double to, double to_lufs, double window) {
    const double rise = to_lufs - from_lufs;
    if (std::abs(rise) <= kSteep || to - from <= kFinest) {
      add(from, to, rise);
      return;
    }
    const double middle = 0.5 * (from + to);
    const double middle_lufs = lufs(states_.at(Seconds(middle)), window);
    glide(from, from_lufs, middle, middle_lufs, window);
    glide(middle, middle_lufs, to, to_lufs, window);
  }

  void add(double from, double to, double rise) {
    if (rise != 0.0) rises_.push_back({Seconds(from), Seconds(to), rise});
  }

  const scene::Arc& arc_;
  const SceneLoudness& loudness_;
  SceneStates states_;
  std::vector<Rise> rises_;
};

}  // namespace

std::vector<Rise> scene_rises(const scene::Arc& arc, const SceneLoudness& loudness,
                              const SceneParams& params, Seconds begin, Seconds end) {
  if (!(begin < end)) return {};
  return Finder(arc, loudness, params).find(begin.value(), end.value());
}

}  // namespace otoscape::render::programme
