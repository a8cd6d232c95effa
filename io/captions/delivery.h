// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "otoscape/units/time.h"

// When captions of the perspective stand, by the rules of delivery (Netflix, Timed Text Style
// Guide, General Requirements): two lines of 42 characters, 5/6 s to 7 s, two frames between two,
// and within three frames of the sound.

namespace otoscape::io::captions {

inline constexpr std::size_t kColumns = 42, kLines = 2;
inline constexpr double kShortest = 5.0 / 6.0, kLongest = 7.0;  // s
inline constexpr int kGapFrames = 2, kSoundFrames = 3;

// Characters a second: Netflix, English Template Timed Text Style Guide, 2: adult and children's
// programmes.
inline constexpr double kAdultSpeed = 17.0, kChildSpeed = 13.0;

struct Delivery {
  double frames_per_second = 25.0;
  double characters_per_second = kAdultSpeed;
};

// Something that is to be said.
struct Statement {
  Seconds at;            // when it begins to be true
  Seconds until;         // and ends; of an instant: at
  std::string text;      // at most two lines
  std::string kind;      // as "ringing", for classes and tables
  int weight = 0;        // the heavier is said where there is room for one
  bool instant = false;  // it cannot be said later
  bool alone = false;    // on no screen with another
};

// What stands at one time: up to two lines.
struct Screen {
  Seconds begin, end;
  std::vector<Statement> said;
  std::string text() const;  // its lines
};

// The lines of a text: one where it fits, else two of about one length. Empty where it does not fit
// two lines.
std::vector<std::string> wrapped(std::string_view text);

// Places statements on screens, on whole frames within 0 … length. What is true for a while may be
// said up to 4 s late (ours); of two that find no room the heavier stays.
std::vector<Screen> place(std::vector<Statement> statements, const Delivery& rules, Seconds length);

}  // namespace otoscape::io::captions
