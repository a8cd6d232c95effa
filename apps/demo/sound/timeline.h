// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

// The film's times, in seconds from its start. The film changes where the scene sudden-loss does:
// film/story_test.cc checks it.

namespace otoscape::demo::sound {

inline constexpr double kSceneLength = 84.0;
inline constexpr double kTalkStart = 4.0;
// Four stick clicks. Not at 20.0: a beat would lie on the scene sudden-loss's cut at 34.5 s, and
// the first 10 ms of that stroke would click.
inline constexpr double kBandStart = 20.1;
inline constexpr double kBeat = 0.5;  // 120 beats a minute
inline constexpr double kBar = 4 * kBeat;
inline constexpr double kGrooveStart = kBandStart + kBar;
inline constexpr double kLastHit = kGrooveStart + 7 * kBar;  // of the band, which then decays
inline constexpr double kBandEnd = kLastHit + 1.5;           // nothing of it is left
inline constexpr double kTestStart = 38.4;                   // a hearing test
inline constexpr double kSwitchOnStart = 45.6;               // of two implants
inline constexpr double kPartyStart = 56.0;
inline constexpr double kPartyStroke = kPartyStart + 0.1;  // of a beat, off the scene's cuts
inline constexpr double kStreetStart = 68.0;
inline constexpr double kStreetBell = 70.0;  // of a bicycle
inline constexpr double kOffStart = 78.0;

struct Section {
  double start_s;
  double end_s;
  std::string_view title;
  std::string_view level;  // in words
  std::string_view brief;  // the title where there is little room
};

inline constexpr std::array<Section, 7> kSections{{
    {0.0, kBandStart, "Before the song", "conversation, 65 dB SPL", "Before the song"},
    {kBandStart, kTestStart, "The band plays", "band, 77 dB SPL", "The band plays"},
    {kTestStart, kSwitchOnStart, "A hearing test", "spoken words, 65 dB SPL", "Test"},
    {kSwitchOnStart, kPartyStart, "The switch-on", "conversation, 65 dB SPL", "Switch-on"},
    {kPartyStart, kStreetStart, "A party", "music and many voices, 72 dB SPL", "A party"},
    {kStreetStart, kOffStart, "The street", "traffic and talk, 68 dB SPL", "Street"},
    {kOffStart, kSceneLength, "Off", "room tone, 32 dB SPL", "Off"},
}};

// A span of time; those below are what the levels are measured over.
struct Span {
  double start_s;
  double end_s;
};
inline constexpr std::array<Span, 2> kTalk{
    {{kTalkStart, kBandStart}, {kTestStart, kPartyStart - 0.1}}};
inline constexpr Span kBand{kGrooveStart, kLastHit + 0.5};
inline constexpr Span kParty{kPartyStart + 0.5, kStreetStart - 0.5};
inline constexpr Span kStreet{kStreetStart + 0.5, kOffStart - 0.5};
inline constexpr Span kQuiet{kOffStart + 1.0, kSceneLength - 1.0};

}  // namespace otoscape::demo::sound
