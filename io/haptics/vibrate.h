// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "io/haptics/pattern.h"

namespace otoscape::io::haptics {

// Patterns for navigator.vibrate of a browser (W3C Vibration API): milliseconds on and off in
// turn, first on. The call has no intensity: weak vibration is on for a part of each 50 ms. A clip
// keeps to the limits of browsers: at most 99 numbers (Chromium's), and 10 s in all.
inline constexpr std::size_t kMostNumbers = 99;
inline constexpr int kLongestClipMs = 10'000;

struct VibrateClip {
  int at_ms = 0;             // on the clock of the sound
  std::vector<int> pattern;  // an odd number
};
std::vector<VibrateClip> vibrate_clips(const Pattern& pattern);

// The same as one list of milliseconds on and off, from the sound's begin; empty: nothing is felt.
std::vector<std::pair<int, int>> vibrate_pulses(const Pattern& pattern);

// {"format": "navigator.vibrate", "title": …, "length_ms": …, "clips": [{"at_ms": …, "pattern":
// […]}, …]}
std::string vibrate(const Pattern& pattern);

}  // namespace otoscape::io::haptics
