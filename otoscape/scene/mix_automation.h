// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/scene/automation.h"
#include "otoscape/scene/mix_state.h"

namespace otoscape::scene {

// Everything in a scene that moves, without the ears.
class MixAutomation {
 public:
  explicit MixAutomation(const std::vector<Keyframe>& keyframes);

  MixState at(Seconds time) const noexcept OTOSCAPE_RT;
  FeltLevels felt(Seconds time) const noexcept OTOSCAPE_RT;
  HeardShares shares(Seconds time) const noexcept OTOSCAPE_RT;
  bool occludes() const;  // whether an ear is ever closed
  const Automation& stress() const { return stress_; }
  // Beginnings of cuts, ends of ramps.
  std::vector<double> moments() const;

 private:
  void arrive(const Keyframe& keyframe, double gap);
  void pop(const Keyframe& keyframe, const Pop& pop);
  void occlude(const Keyframe& keyframe, double gap);

  Automation perspective_, leak_, stillness_, stress_;
  std::array<Automation, 4> body_;  // breath, heart, thuds, track
  std::array<Automation, 2> felt_;  // body, water
  struct Way {
    double time;
    bool mouth;
    Floor floor;
  };
  std::vector<Way> ways_;  // at least one; the first holds from the start
  std::array<Automation, 2> occlusion_;

  // Used by the constructor: the plugs, and the ears behind them.
  std::array<std::optional<Protector>, 2> plugs_;
  std::array<hearing::EarProfile, 2> ears_;
};

}  // namespace otoscape::scene
