// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/body/breath_cycle.h"
#include "otoscape/body/heart.h"
#include "otoscape/body/pace.h"
#include "otoscape/body/steps.h"

namespace otoscape::render::inside {

struct BodyKeys {
  std::uint64_t heart = 0, breath = 0, steps = 0;
};

// When beats, breaths and steps happen: event n where the count of cycles, with the phase terms of
// body/pace.h, passes n and its own shift. A pure function of n and of the pace, which has
//   double heart(t), breath(t), steps(t)   cycles since time 0, rising
//   double stress(t)                       0…1
//   bool mouth(t), walks(t), body::Floor floor(t).
// Breaths that were found are kept, because each trial of a beat's time reads the lungs.
template <class Pace>
class BodyPlan {
 public:
  BodyPlan(const Pace& pace, const BodyKeys& keys, double frames_per_s)
      : pace_(pace), keys_(keys), frames_per_s_(frames_per_s) {}

  const Pace& pace() const noexcept OTOSCAPE_RT { return pace_; }
  void use(const Pace& pace) noexcept OTOSCAPE_RT {
    pace_ = pace;
    known_ = {};
  }

  // Near which number a time lies.
  std::int64_t breath_near(double t) const noexcept OTOSCAPE_RT { return whole(pace_.breath(t)); }
  std::int64_t beat_near(double t) const noexcept OTOSCAPE_RT { return whole(pace_.heart(t)); }
  std::int64_t step_near(double t) const noexcept OTOSCAPE_RT { return whole(pace_.steps(t)); }

  // `near`: any time; the search begins there.
  body::BreathCycle breath(std::int64_t number, double near) noexcept OTOSCAPE_RT {
    Known& known = known_[static_cast<std::uint64_t>(number) % kKept];
    if (known.set && known.cycle.number == number) return known.cycle;
    const double start = breath_time(number, near), end = breath_time(number + 1, start);
    body::BreathCycle cycle;
    cycle.number = number;
    cycle.frame = frame(start);
    cycle.frames = std::max<std::int64_t>(1, frame(end) - cycle.frame);
    cycle.stress = pace_.stress(seconds(cycle.frame));
    cycle.mouth = pace_.mouth(seconds(cycle.frame));
    known = {true, cycle, body::BreathShape(keys_.breath, cycle, frames_per_s_)};
    return cycle;
  }

  body::Beat beat(std::int64_t number, double near) noexcept OTOSCAPE_RT {
    const double wanted = static_cast<double>(number) + body::heart_shift(keys_.heart, number);
    const double t = passes(
        [&](double at) {
          return pace_.heart(at) + body::heart_phase(keys_.heart, at, volume(at), pace_.stress(at));
        },
        wanted, near);
    // From here on of the frame: t has rounding errors that depend on where the search began.
    const std::int64_t at = frame(t);
    const double whole_t = seconds(at);
    const double per_min = 60.0 * (pace_.heart(whole_t + 0.5) - pace_.heart(whole_t - 0.5));
    return {number, at, volume(whole_t), per_min, pace_.stress(whole_t)};
  }

  body::Step step(std::int64_t number, double near) noexcept OTOSCAPE_RT {
    const double start = step_time(number, near);
    const std::int64_t at = frame(start), after = frame(step_time(number + 1, start));
    const double t = seconds(at), interval = seconds(after) - t;
    const bool at_end = !pace_.walks(t - interval) || !pace_.walks(t + interval);
    return {number, at, interval, pace_.floor(t), at_end};
  }

 private:
  static constexpr std::size_t kKept = 4;
  struct Known {
    bool set = false;
    body::BreathCycle cycle;
    body::BreathShape shape;
  };

  static std::int64_t whole(double cycles) noexcept OTOSCAPE_RT {
    return static_cast<std::int64_t>(std::floor(cycles));
  }
  std::int64_t frame(double t) const noexcept OTOSCAPE_RT {
    return static_cast<std::int64_t>(std::floor(t * frames_per_s_ + 0.5));
  }

  double seconds(std::int64_t at) const noexcept OTOSCAPE_RT {
    return static_cast<double>(at) / frames_per_s_;
  }

  // Where a rising count passes a number: by bisection, to far less than a frame.
  template <class Count>
  static double passes(const Count& count, double wanted, double near) noexcept OTOSCAPE_RT {
    constexpr int kHalvings = 48, kDoublings = 24;
    double low = near, high = near, reach = 1.0;
    for (int i = 0; i < kDoublings && count(low) >= wanted; ++i, reach *= 2.0) low -= reach;
    reach = 1.0;
    for (int i = 0; i < kDoublings && count(high) < wanted; ++i, reach *= 2.0) high += reach;
    for (int i = 0; i < kHalvings; ++i) {
      const double middle = 0.5 * (low + high);
      (count(middle) < wanted ? low : high) = middle;
    }
    return high;
  }

  double breath_time(std::int64_t number, double near) const noexcept OTOSCAPE_RT {
    const double wanted = static_cast<double>(number) + body::breath_shift(keys_.breath, number);
    return passes(
        [&](double at) { return pace_.breath(at) + body::breath_phase(keys_.breath, at); }, wanted,
        near);
  }
  double step_time(std::int64_t number, double near) const noexcept OTOSCAPE_RT {
    const double wanted = static_cast<double>(number) + body::step_shift(keys_.steps, number);
    return passes([&](double at) { return pace_.steps(at) + body::step_phase(keys_.steps, at); },
                  wanted, near);
  }

  double volume(double t) noexcept OTOSCAPE_RT {
    const std::int64_t at = frame(t);
    for (const Known& known : known_) {
      if (known.set && at >= known.cycle.frame && at < known.cycle.end()) return volume(known, at);
    }
    std::int64_t number = breath_near(t);
    body::BreathCycle cycle = breath(number, t);
    // A phase term moves a breath by less than one.
    for (int i = 0; i < 3 && at < cycle.frame; ++i) cycle = breath(--number, t);
    for (int i = 0; i < 3 && at >= cycle.end(); ++i) cycle = breath(++number, t);
    return volume(known_[static_cast<std::uint64_t>(number) % kKept], at);
  }
  double volume(const Known& known, std::int64_t at) const noexcept OTOSCAPE_RT {
    return known.shape.volume(static_cast<double>(at - known.cycle.frame) /
                              static_cast<double>(known.cycle.frames));
  }

  Pace pace_;
  BodyKeys keys_;
  double frames_per_s_;
  std::array<Known, kKept> known_{};
};

// The newest of a source's events, ascending: all from a time on that is asked for.
template <class Event>
class NewestEvents {
 public:
  // Events from `from` to `until` (frames): next(number) makes one, first is the number of one
  // before `from`. `anew`: none of the kept ones holds.
  template <class Next>
  std::span<const Event> within(std::int64_t from, std::int64_t until, bool anew,
                                const Next& next) noexcept OTOSCAPE_RT {
    if (anew || count_ == 0) {
      count_ = 0;
      next_ = next.first();
    }
    while (count_ == 0 || events_[count_ - 1].frame < until) {
      if (count_ == kMost) {
        std::copy(events_.begin() + 1, events_.end(), events_.begin());
        --count_;
      }
      events_[count_++] = next(next_++);
    }
    std::size_t first = 0;
    while (first + 1 < count_ && events_[first + 1].frame <= from) ++first;
    return std::span<const Event>(events_.data() + first, count_ - first);
  }

 private:
  static constexpr std::size_t kMost = 24;
  std::array<Event, kMost> events_{};
  std::size_t count_ = 0;
  std::int64_t next_ = 0;
};

}  // namespace otoscape::render::inside
