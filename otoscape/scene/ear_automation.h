// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/event.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::scene {

// One ear over time: the listener, and the effects of events on it. A step begins at `from`, with
// its blend. A pure function of the time.
class EarAutomation {
 public:
  struct Listener {
    double start, done;  // times of the glide; a step has start = done
    Shape shape = Shape::linear;
    hearing::EarProfile ear;  // without ringing
  };
  struct Plug {
    double from;
    std::optional<Protector> kind;
  };
  struct Pressure {
    double from, until;  // eases off from `until` on
    Decibels by;
  };
  struct Shift {
    double from, at;  // recovery counts from `at`
    Blast blast;
  };

  void add(Listener next) { listeners_.push_back(std::move(next)); }
  void add(Plug next) { plugs_.push_back(next); }
  void add(Pressure next) { pressures_.push_back(next); }
  void add(Shift next) { shifts_.push_back(next); }

  // Typical hearing before the first listener.
  const hearing::EarProfile& last_listener() const;

  // Whether a change that begins at `time` itself counts.
  enum class At { before, after };
  // The ear with the threshold shifts of blasts; of attenuations only the listener's own.
  hearing::EarProfile open_ear(double time, At at) const;
  hearing::EarProfile ear(double time, At at) const;

 private:
  hearing::EarProfile listener(double time, At at) const;

  std::vector<Listener> listeners_;  // each ascending
  std::vector<Plug> plugs_;
  std::vector<Pressure> pressures_;
  std::vector<Shift> shifts_;
};

inline constexpr double kPressureOffSeconds = 0.2;

}  // namespace otoscape::scene
