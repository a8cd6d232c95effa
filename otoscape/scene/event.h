// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <variant>

#include "otoscape/units/level.h"
#include "otoscape/units/time.h"

// Events of a scene. Their sounds and constants are never scaled with a film's length.

namespace otoscape::scene {

enum class EventEars { both, left, right };

// A pressure transient: a pop, then stillness. The listener that comes with it changes at once.
struct Pop {
  Decibels stillness_level{-30.0};  // of what is heard, ringing included
  Seconds stillness{0.6};
  Seconds back{0.8};        // the return from stillness, eased
  Decibels pressure{10.0};  // attenuation at low frequencies
  Seconds pressure_for{2.0};
};

// An explosion nearby: a shift at once, ringing, two-stage recovery to a residual
// shift(t) = R + (P − R)(0.6 e^{−t/τ₁} + 0.4 e^{−t/τ₂}), τ₂ = recover/2.08, τ₁ = τ₂/14.
struct Blast {
  double shift_scale = 1.0;  // of 15/20/30/45/55/50/45 dB at .25/.5/1/3/4/6/8 kHz; 0 = no shift
  Seconds recover{90.0};     // time to 95 % of the recovery
  double residual = 0.2;     // share of the shift that stays
  DbSl ringing{20.0};        // rises over 0.4 s, fades with the shift; 0 = none
};

enum class Protector { foam, flat15, muff };

// Hearing protection put on or taken off, over 120 ms, with a thud and the occlusion effect.
struct PlugIn {
  Protector kind = Protector::foam;
};
struct PlugOut {};

// A sound of the head that comes once.
struct OwnSound {
  enum class Kind { swallow, teeth, blink, jaw, cloth, touch, own_hum };
  Kind kind = Kind::swallow;
  std::optional<double> level_lu;  // its loudest 0.4 s re the programme's integrated loudness
};

struct Event {
  std::variant<Pop, Blast, PlugIn, PlugOut, OwnSound> what;
  EventEars ears = EventEars::both;
  Decibels level{0.0};  // of its sound, re the highest level allowed (an OwnSound:
                        // re level_lu); −40…0 dB
};

}  // namespace otoscape::scene
