// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/scene/mix_state.h"
#include "otoscape/units/level.h"

namespace otoscape::render {

// How a listener's ringing is rendered: as written; at most 35 dB SPL and without pure tones above
// 2 kHz; not at all.
enum class TinnitusMode { full, soft, off };

// What sounds inside the listener of a Renderer beside the programme. By default: nothing.
struct InsideParams {
  // Body sounds re each source's documented level (body/levels.h), −40…+20 dB; an absent one is
  // off. Rates a minute at no stress: 4…60, 30…220, 20…300.
  struct Body {
    std::optional<Decibels> breath, heart, thuds;
    double breath_per_min = 15.0, heart_per_min = 70.0, thuds_per_min = 100.0;
    bool film_heart = false;  // fundamentals higher, for small loudspeakers
    bool mouth = false;       // breath through the mouth; else the nose
    scene::Floor floor = scene::Floor::wood;

    bool operator==(const Body&) const = default;
  };

  TinnitusMode ringing = TinnitusMode::off;
  Body body;
  // 0…1. Raises the heart's rate (by half at 1), the breath's (by 60 %) and ringing that follows
  // stress (by 3 dB).
  double stress = 0.0;

  bool operator==(const InsideParams&) const = default;
};

}  // namespace otoscape::render
