// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <functional>
#include <optional>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/arc.h"

// What an arc is like at its points, as captions tell it.

namespace otoscape::io::captions {

// The share of speech that the better ear can use, 0 to 1, on average between two times.
using Audible = std::function<double(Seconds from, Seconds to)>;

// Grades of that share: 0.75 and 0.45 are where ANSI S3.5-1997 calls communication good and poor;
// 0.33 is where sentences in noise are half understood (Rhebergen and Versfeld 2005). A third to
// below 0.21 lie on the line through the last two, at which nothing is left; 0.03 is ours.
inline constexpr double kGoodShare = 0.75, kPoorShare = 0.45, kHalfShare = 0.33, kNoShare = 0.21,
                        kSilentShare = 0.03;
// The share of words that are left: 1 from kPoorShare, one half at kHalfShare, none at kNoShare.
double words_left(double share);

enum class Voices { gone, no_words, words_lost, dull, clear };
Voices voices_of(double share);

enum class Heard { room, both, character };

struct ArcState {
  Heard heard = Heard::character;
  bool differs = false;          // the character's side from the room
  double ringing_db_spl = -1.0;  // all layers of the louder ear; negative: none
  Voices voices = Voices::clear;
  Voices after_event = Voices::clear;  // within the next 3 s, in which a pop's stillness lies
  int implants = 0;
  double adaptation = 0.0;  // of the implants, on average
  bool breath = false, heart = false, steps = false, leak = false;
  scene::Felt felt = scene::Felt::off;
  bool no_response = false;  // of both ears, without implants

  bool silent() const {
    return no_response && ringing_db_spl < 0.0 && !breath && !heart && !steps && !leak &&
           felt == scene::Felt::off;
  }
};

// dB SPL of all layers together, in each ear; negative: none. Levels as in Arc's.
std::array<double, 2> ringing_db_spl(const scene::Arc& arc, Seconds time);

// The state once everything at the keyframe has arrived. until: of the audibility.
ArcState state_at(const scene::Arc& arc, std::size_t keyframe, Seconds until,
                  const Audible& audible);

}  // namespace otoscape::io::captions
