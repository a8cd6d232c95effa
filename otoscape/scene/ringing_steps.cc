// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/ringing_steps.h"

#include <algorithm>
#include <array>
#include <limits>

#include "otoscape/scene/automation.h"
#include "otoscape/scene/recovery.h"

namespace otoscape::scene {
namespace {

using hearing::TinnitusLayer;
using Layers = std::vector<TinnitusLayer>;

constexpr double kRise = 0.4;  // s, after a blast
constexpr Hertz kBlastPitch{6000.0};
constexpr std::array kFades = {0.75, 0.5, 0.35, 0.2, 0.1};  // shares of what moves, between glides
constexpr double kGone = 0.05;

struct Way {
  double start, end;
};

// A listener's layers arrive over `way`; nothing else moves meanwhile.
struct Arrival {
  Way way;
  std::array<const Layers*, 2> layers;
};

struct Ring {
  double at, gone;
  Blast blast;
  EventEars ears;
};

class Builder {
 public:
  Builder(const std::vector<Keyframe>& keyframes, const EarTimeline& ears) : ears_(ears) {
    for (std::size_t i = 0; i < keyframes.size(); ++i) {
      const double gap = i == 0 ? 0.0 : (keyframes[i].time.value() - keyframes[i - 1].time.value());
      arrive(keyframes[i], gap);
      ring(keyframes[i]);
    }
    std::ranges::sort(blast_ways_, {}, &Way::end);
  }

  std::vector<RingingStep> steps() const {
    std::vector<RingingStep> all;
    std::size_t next_way = 0;
    for (std::size_t i = 0; i < arrivals_.size(); ++i) {
      const Arrival& here = arrivals_[i];
      const double until = i + 1 < arrivals_.size() ? arrivals_[i + 1].way.start
                                                    : std::numeric_limits<double>::infinity();
      all.push_back(step(here.way, here));
      double last = here.way.end;
      for (; next_way < blast_ways_.size(); ++next_way) {
        Way way = blast_ways_[next_way];
        if (way.start >= until) break;
        const bool goes_on = way.end > until;
        way = {std::max(way.start, last), std::min(way.end, until)};
        if (way.end > way.start) all.push_back(step(way, here));
        last = std::max(last, way.end);
        if (goes_on) break;
      }
    }
    return all;
  }

 private:
  void arrive(const Keyframe& keyframe, double gap) {
    const auto* left = listener_of(keyframe, 0);
    const auto* right = listener_of(keyframe, 1);
    if (left == nullptr && right == nullptr && !arrivals_.empty()) return;
    static const Layers none;
    Arrival next{{}, arrivals_.empty() ? std::array{&none, &none} : arrivals_.back().layers};
    if (left != nullptr) next.layers[0] = &left->tinnitus;
    if (right != nullptr) next.layers[1] = &right->tinnitus;
    const double time = keyframe.time.value(),
                 last = arrivals_.empty() ? time : arrivals_.back().way.end;
    next.way = {std::max(time - ear_ramp(keyframe, gap).over.value(), std::min(last, time)), time};
    arrivals_.push_back(next);
  }

  void ring(const Keyframe& keyframe) {
    const Blast* blast = keyframe.event ? std::get_if<Blast>(&keyframe.event->what) : nullptr;
    if (blast == nullptr || blast->ringing <= DbSl(0.0)) return;
    const double at = keyframe.time.value(),
                 gone = at + std::max(falls_to(*blast, kGone), 2.0 * kRise);
    rings_.push_back({at, gone, *blast, keyframe.event->ears});
    double last = at + kRise;
    blast_ways_.push_back({at, last});
    for (double share : kFades) {
      const double end = at + falls_to(*blast, share);
      if (end <= last || end >= gone) continue;
      blast_ways_.push_back({last, end});
      last = end;
    }
    blast_ways_.push_back({last, gone});
  }

  // The louder of what blasts left ringing.
  void add_rings(std::size_t side, double time, Layers& layers) const {
    double loudest = 0.0;
    for (const Ring& r : rings_) {
      if (!concerns(r.ears, side) || time <= r.at || time >= r.gone) continue;
      loudest =
          std::max(loudest, r.blast.ringing.value() * still_moving(r.blast, time - r.at - kRise));
    }
    if (loudest <= 0.0) return;
    layers.push_back(
        {"blast", TinnitusLayer::Kind::tone, kBlastPitch, /*bandwidth_oct=*/0.0, DbSl(loudest)});
  }

  RingingStep step(const Way& way, const Arrival& heard) const {
    RingingStep made{Seconds(way.start), Seconds(way.end), {}};
    for (std::size_t side = 0; side < 2; ++side) {
      made.to[side] = ears_.open_ear(side, way.end);
      made.to[side].tinnitus = *heard.layers[side];
      add_rings(side, way.end, made.to[side].tinnitus);
    }
    return made;
  }

  const EarTimeline& ears_;
  std::vector<Arrival> arrivals_;
  std::vector<Ring> rings_;
  std::vector<Way> blast_ways_;
};

}  // namespace

std::vector<RingingStep> ringing_steps(const std::vector<Keyframe>& keyframes,
                                       const EarTimeline& ears) {
  return Builder(keyframes, ears).steps();
}

}  // namespace otoscape::scene
