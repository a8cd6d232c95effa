// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>

#include "otoscape/units/level.h"

// How loud body sounds are: as their recipes are written, at gain 1, and as they are played.
// Measured at 48 kHz over many minutes; the tests measure them again.

namespace otoscape::body {

// Long-term RMS at the ear over whole cycles at a setting of 0 dB, at rest.
inline constexpr DbSpl kHeartLevel{55.0};   // at 70 beats a minute
inline constexpr DbSpl kBreathLevel{50.0};  // at 15 breaths a minute
inline constexpr DbSpl kThudLevel{60.0};    // steps, at 100 a minute
inline constexpr DbSpl kPlugLevel{45.0};    // largest RMS over 0.1 s of the thud of a plug

// A source of cycles: its RMS in an ear (mean of both) at gain 1, and what K weighting makes of it.
struct SourceLevel {
  double rms_db;
  double k_db;

  // ITU-R BS.1770 loudness of both ears at gain 1, a mean over whole cycles without a gate.
  constexpr double lufs() const { return -0.691 + 3.0103 + rms_db + k_db; }
};
inline constexpr SourceLevel kPlainHeart{-23.3, -4.8};
inline constexpr SourceLevel kFilmHeart{-22.9, -1.0};
inline constexpr SourceLevel kNoseBreath{-3.4, -0.3};
inline constexpr SourceLevel kMouthBreath{-4.2, -0.1};

// Where steps fall.
enum class Floor { wood, stone, carpet, gravel };
inline constexpr std::array<SourceLevel, 4> kSteps = {
    {{-20.0, -2.9}, {-20.5, -2.4}, {-33.2, -3.0}, {-19.4, -0.1}}};

// Sounds that come once: the loudest 0.4 s at gain 1 in both ears, in LUFS; how loud they are made
// unless said otherwise, in LU re the programme's integrated loudness. The latter is ours.
enum class OneShot { swallow, teeth, blink, jaw, cloth, touch, own_hum };
inline constexpr std::size_t kOneShots = 7;
struct OneShotLevel {
  double lufs;
  double preset_lu;
};
inline constexpr std::array<OneShotLevel, kOneShots> kOneShotLevels = {{{-17.7, -22.0},
                                                                        {-22.7, -24.0},
                                                                        {-30.2, -32.0},
                                                                        {-22.2, -27.0},
                                                                        {-5.6, -27.0},
                                                                        {-18.8, -22.0},
                                                                        {-6.0, -20.0}}};
constexpr const OneShotLevel& one_shot_level(OneShot kind) {
  return kOneShotLevels[static_cast<std::size_t>(kind)];
}

}  // namespace otoscape::body
