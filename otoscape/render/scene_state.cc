// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_state.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::render {

RoomLevels::RoomLevels(const scene::Arc& arc, const SceneLoudness& loudness) {
  for (const scene::RoomSpan& room : arc.rooms()) {
    double lin = 1.0;
    if (room.matched) {
      // The character's side as it will be once the keyframe has arrived.
      lin = to_amplitude(loudness.match_gain(scene_state(arc, nullptr, room.end), room.end));
    }
    spans_.push_back({room.start, room.end, lin});
  }
}

double RoomLevels::amplitude(Seconds time) const {
  const auto after = std::ranges::upper_bound(spans_, time, {}, &Span::start);
  if (after == spans_.begin()) return spans_.empty() ? 1.0 : spans_.front().lin;
  const auto now = after - 1;
  if (now == spans_.begin() || time >= now->end) return now->lin;
  const double part = (time.value() - now->start.value()) / (now->end.value() - now->start.value());
  return std::lerp((now - 1)->lin, now->lin, 0.5 - 0.5 * std::cos(std::numbers::pi * part));
}

LoudnessState scene_state(const scene::Arc& arc, const RoomLevels* rooms, Seconds time) {
  LoudnessState state;
  state.mix = arc.mix(time);
  state.film_heart = arc.film_heart();
  state.ears = {arc.ear(scene::Side::left, time), arc.ear(scene::Side::right, time)};
  const auto steps = arc.ringing();
  const auto after = std::ranges::upper_bound(steps, time, {}, &scene::RingingStep::start);
  if (!steps.empty()) {
    const auto& ringing = after == steps.begin() ? *after : *(after - 1);
    for (std::size_t ear = 0; ear < 2; ++ear) state.ears[ear].tinnitus = ringing.to[ear].tinnitus;
  }
  if (rooms != nullptr) state.room = from_amplitude(rooms->amplitude(time));
  return state;
}

}  // namespace otoscape::render
