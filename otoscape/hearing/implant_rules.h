// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/hearing/implant_map.h"

// The rules of hearing::check one by one, each with the part of the map it concerns, so that the
// reader of a map file can report the line.

namespace otoscape::hearing {

enum class MapPart { electrodes, filterbank, stimulation, loudness, other };

struct BrokenRule {
  MapPart part = MapPart::other;
  std::string sentence;
};

// The first broken rule, or nothing.
std::optional<BrokenRule> broken_rule(const ImplantMap& map);

// Bands of a map: one for each electrode, HiRes one for each neighbouring pair.
int bands(const ImplantMap& map);

// Pulses of a cycle, each with a slot of its own.
int pulses_per_cycle(const ImplantMap& map);

// Nucleus' 5 MHz clock: pulses begin whole ticks of 0.2 µs apart.
double pulse_period_us(double rate_pps, int pulses);

// The shortest period of pulses of this shape, in µs: two phases, their gap, and 12 µs to the next
// pulse.
double shortest_pulse_period_us(const ImplantMap& map);

// The highest level of the chip: clinical level 255, or 2000 µA.
double highest_level(ImplantChip chip);

inline constexpr int kMostBands = 22;  // of the tables of bands
inline constexpr double kWidestPulse = 400.0, kNarrowestPulse = 5.0, kShortestGap = 7.0;  // µs
inline constexpr double kLowestRate = 50.0, kHighestRate = 14400.0;  // per electrode and second
inline constexpr double kLowestQ = 10.0, kHighestQ = 50.0;  // per cent, as fitting has them
inline constexpr double kLowestMaplaw = 1.0, kHighestMaplaw = 5000.0;
inline constexpr double kHighestSaturation = 10.0, kLowestBase = 1e-4;
inline constexpr double kNarrowestRangeDb = 20.0;  // from base to saturation
inline constexpr double kLowestEdgeHz = 50.0, kHighestEdgeHz = 8700.0;
inline constexpr double kSensitivityDb = 20.0;  // up or down
inline constexpr double kFlattestMaskingDbBark = 5.0, kSteepestMaskingDbBark = 120.0;

}  // namespace otoscape::hearing
