// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/render/quantum/side_sound.h"
#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

// A gain of a programme, or of the dialogue in it, along its time: one value for the middle of each
// step, in dB, straight between them; 0 dB before the first and after the last.
struct SpeechLift {
  Seconds begin{0}, step{0.1};  // of the first value's step, on the programme's clock
  std::vector<float> gain_db;

  double at(Seconds time) const noexcept OTOSCAPE_RT {
    const double place = (time.value() - begin.value()) / step.value() - 0.5;
    const auto value = [&](double n) {
      return n < 0.0 || n >= static_cast<double>(gain_db.size())
                 ? 0.0
                 : static_cast<double>(gain_db[static_cast<std::size_t>(n)]);
    };
    const double below = std::floor(place);
    return std::lerp(value(below), value(below + 1.0), place - below);
  }
};

// What of a programme is raised, and how: the dialogue as it lies in it, full scale, or all of it.
struct RaisedSpeech {
  const SpeechLift* lift = nullptr;  // null: nothing is
  SideSound* dialogue = nullptr;     // null: the whole programme
};

}  // namespace otoscape::render
