// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/render/quantum/speech_lift.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::models {

// How a scene's speech is raised so that some of it can be used (a point's `carry`).
struct Carry {
  // From a point that asks for it to the next.
  struct Section {
    Seconds from, to;
    double wanted = 0.0;             // share of the speech at the better ear
    double before = 0.0, now = 0.0;  // that share without and with the gain, mean over its speech
    Decibels most{0.0}, mean{0.0};   // of the gain, over the speech that is raised
    Seconds speech, raised;          // how long somebody speaks; how much of that is raised
    bool held_by_room = false, held_by_most = false;  // somewhere it could not be reached
  };
  render::SpeechLift lift;
  std::string dialogue;  // the file that is raised; empty: the whole programme, where speech is
  std::vector<Section> sections;
};

inline constexpr double kMostCarryDb = 15.0;

}  // namespace otoscape::jobs::models
