// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/level.h"

namespace otoscape::hearing {

// One threshold. `response` is false where the listener heard nothing at the audiometer's limit;
// the level is then kNoResponse if measured, and may be any level in an audiogram interpolated
// between two.
struct Threshold {
  Hertz frequency;
  DbHl level;
  bool response = true;

  bool operator==(const Threshold&) const = default;
};

inline constexpr DbHl kLowestThreshold{-20.0};
inline constexpr DbHl kHighestThreshold{130.0};
inline constexpr DbHl kNoResponse{120.0};  // value of "no response" in interpolation
inline constexpr DbHl kSilentFrom{110.0};  // no-response regions are silent from here up

// Thresholds of one ear over frequency; never empty, frequencies ascending. Linear in dB over log
// frequency between points, flat beyond the ends.
class Audiogram {
 public:
  // Typical hearing: 0 dB HL everywhere.
  Audiogram();

  // Takes points in any order. Refuses: no points, frequencies not above 0 Hz or twice the same,
  // levels outside −20…130 dB HL or not a number.
  static Result<Audiogram> make(std::vector<Threshold> points);
  // The audiogram `part` of the way from a to b, exact, over the frequencies of both. Points that
  // rest on no response in either do so in the result. 0 gives a, 1 gives b.
  static Audiogram between(const Audiogram& a, const Audiogram& b, double part);
  // Every threshold raised by a shift ≥ 0, which is given at ascending frequencies, linear in dB
  // over log frequency between them and flat beyond. The shift raises no threshold above 120 dB HL.
  // Exact.
  Audiogram shifted(const std::vector<std::pair<Hertz, Decibels>>& shift) const;

  const std::vector<Threshold>& points() const { return points_; }

  // The threshold at `frequency` as written, no-response points counting as 120 dB HL.
  DbHl at(Hertz frequency) const;
  // Whether `frequency` is inaudible at any level: the threshold there is 110 dB HL or more and
  // rests on a no-response point.
  bool silent_at(Hertz frequency) const;
  // Whether the threshold at `frequency` is, or is interpolated from, one without response.
  bool rests_on_no_response(Hertz frequency) const;

  bool operator==(const Audiogram&) const = default;

 private:
  struct Place {
    const Threshold* below;
    const Threshold* above;
    double part;  // 0 at below, 1 at above
  };
  Place find(Hertz frequency) const;

  std::vector<Threshold> points_;
};

}  // namespace otoscape::hearing
