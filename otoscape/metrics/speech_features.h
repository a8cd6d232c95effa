// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/metrics/speech_frames.h"

namespace otoscape::metrics {

// Frames on each side of a decision's middle: 1.5 s in all. Features are taken of the inner second;
// the rest is as far as its moving averages reach.
inline constexpr int kSpeechReach = 75, kSpeechHalf = 50;
inline constexpr std::size_t kSpeechContext = 2 * kSpeechReach + 1;

// What sets speech apart from music, noise and effects, of one second: docs/models/dialogue.md
// lists the values in order.
struct SpeechFeatures {
  static constexpr std::size_t kCount = 14;
  std::array<float, kCount> values{};
};
SpeechFeatures speech_features(std::span<const SpeechFrame, kSpeechContext> around);

}  // namespace otoscape::metrics
