// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <variant>

#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::hearing {

// One layer of ringing, in one of five families of sounds that listeners distinguish.
struct TinnitusLayer {
  enum class Kind { tone, noise, pulsatile, low_fluctuating, crickets };
  // Where it lies in a layout with more than two loudspeakers.
  enum class Place { front, side, back, above };

  std::string name;  // layers of equal name and kind glide along an arc, others fade
  Kind kind = Kind::tone;
  Hertz pitch{6000.0};
  double bandwidth_oct = 0.0;  // −3 dB width; a tone with a width is noise of that width
  std::variant<DbSl, DbSpl, Lu> level = DbSl(8.0);  // of one ear's sound
  double roughness = 0.0;   // 0…1: amplitude of the same sound 4 to 9 Hz higher, which beats
  bool central = false;     // of both ears: one sound, in the middle of the head
  bool drift = true;        // level and pitch move slowly, and crickets keep no metre
  bool masking = false;     // it sinks while the programme is heard
  bool inhibition = false;  // a long masker leaves it softer for a while (residual inhibition)
  bool stress = false;      // it rises with the arc's stress
  Place place = Place::front;

  bool operator==(const TinnitusLayer&) const = default;
};

// Pitch and width of a layer that does not set them.
struct TinnitusDefaults {
  Hertz pitch;
  double bandwidth_oct;
};
constexpr TinnitusDefaults defaults(TinnitusLayer::Kind kind) {
  switch (kind) {
    case TinnitusLayer::Kind::tone:
      return {Hertz(6000.0), 0.0};
    case TinnitusLayer::Kind::noise:
      return {Hertz(6000.0), 1.0 / 3.0};
    case TinnitusLayer::Kind::pulsatile:
      return {Hertz(180.0), 1.0};
    case TinnitusLayer::Kind::low_fluctuating:
      return {Hertz(250.0), 1.0};
    case TinnitusLayer::Kind::crickets:
      return {Hertz(5000.0), 1.0 / 12.0};
  }
  return {Hertz(6000.0), 0.0};
}

}  // namespace otoscape::hearing
