// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

// When things happen in the scene, in seconds from its start.

namespace otoscape::demo {

inline constexpr double kSceneLength = 60.0;
inline constexpr double kTalkStart = 4.0;
// Four stick clicks. Not at 20.0: a beat would lie on the scene sudden-loss's cut at 34.5 s, and
// the first 10 ms of that stroke would click.
inline constexpr double kBandStart = 20.1;
inline constexpr double kBeat = 0.5;  // 120 beats a minute
inline constexpr double kBar = 4 * kBeat;
inline constexpr double kGrooveStart = kBandStart + kBar;
inline constexpr double kLastHit = kGrooveStart + 9 * kBar;  // then it rings out
inline constexpr double kSecondTalkStart = 42.0;
inline constexpr double kSecondTalkEnd = 56.0;

struct Section {
  double start_s;
  double end_s;
  std::string_view title;
  std::string_view level;  // in words
};

inline constexpr std::array<Section, 4> kSections{{
    {0.0, kBandStart, "Before the song", "conversation, 65 dB SPL"},
    {kBandStart, kSecondTalkStart, "The band plays", "band, 100 dB SPL"},
    {kSecondTalkStart, kSecondTalkEnd, "After the song", "conversation, 65 dB SPL"},
    {kSecondTalkEnd, kSceneLength, "The room", "room tone, 32 dB SPL"},
}};

// What the levels are measured over.
struct Span {
  double start_s;
  double end_s;
};
inline constexpr std::array<Span, 2> kTalk{
    {{kTalkStart, kBandStart}, {kSecondTalkStart, kSecondTalkEnd}}};
inline constexpr Span kBand{kGrooveStart, kLastHit + 0.5};

}  // namespace otoscape::demo
