// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/body/grain_kernels.h"
#include "otoscape/body/levels.h"

// Table: what footfalls on each floor are made of. Ours.

namespace otoscape::body {

struct HighMode {
  double hz, decay_ms, amplitude;
};

struct FloorRecipe {
  double low, decays, rises;  // factors of the low modes' amplitudes, decays and rises
  std::span<const HighMode> modes;
  double grains;         // amplitude of the grains
  double heel_s, toe_s;  // their lengths
  double cell_frames;    // at 48 kHz
  Colour colour;         // of the grains
  double size_spread;    // s.d. of the logarithm of a grain's size
  double push_off;       // factor of the grains when the foot leaves
};

inline constexpr HighMode kWoodModes[] = {
    {186, 22, .30}, {268, 16, .22}, {410, 10, .13}, {640, 7, .08}, {980, 4, .035}};
inline constexpr HighMode kStoneModes[] = {
    {240, 12, .20}, {520, 6, .14}, {1120, 3.2, .16}, {1680, 2.4, .12}, {2350, 1.8, .06}};
inline constexpr HighMode kCarpetModes[] = {{150, 14, .10}};
inline constexpr HighMode kGravelModes[] = {{210, 10, .12}, {330, 7, .07}};
inline constexpr Bump kWoodBumps[] = {{520, 200, 5}, {1250, 500, 3}};
inline constexpr Bump kStoneBumps[] = {{1250, 500, 6}, {1950, 600, 5}};
inline constexpr Bump kCarpetBumps[] = {{420, 200, 3}};
inline constexpr Bump kGravelBumps[] = {{700, 300, 4}, {1300, 500, 5}, {2600, 900, 3}};

inline constexpr std::array<FloorRecipe, 4> kFloors = {{{1.0,
                                                         1.25,
                                                         1.0,
                                                         kWoodModes,
                                                         .10,
                                                         .050,
                                                         .045,
                                                         24.0,
                                                         {11.0, 380.0, kWoodBumps, 160.0, 384},
                                                         0.0,
                                                         1.0},
                                                        {.85,
                                                         .85,
                                                         .55,
                                                         kStoneModes,
                                                         .16,
                                                         .022,
                                                         .020,
                                                         24.0,
                                                         {8.0, 500.0, kStoneBumps, 160.0, 384},
                                                         0.0,
                                                         1.0},
                                                        {.70,
                                                         .75,
                                                         2.6,
                                                         kCarpetModes,
                                                         .035,
                                                         .11,
                                                         .15,
                                                         24.0,
                                                         {13.0, 260.0, kCarpetBumps, 160.0, 384},
                                                         0.0,
                                                         1.6},
                                                        {.80,
                                                         .8,
                                                         1.5,
                                                         kGravelModes,
                                                         .19,
                                                         .19,
                                                         .24,
                                                         70.0,
                                                         {11.0, 420.0, kGravelBumps, 160.0, 384},
                                                         0.55,
                                                         1.6}}};

}  // namespace otoscape::body
