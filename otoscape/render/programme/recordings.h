// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <vector>

#include "otoscape/body/recorded.h"
#include "otoscape/render/quantum/recorded_levels.h"
#include "otoscape/scene/recording.h"
#include "otoscape/units/time.h"

namespace otoscape::render::programme {

// Takes shorter than this are no sound of a body; longer ones than the longest are more than one.
inline constexpr Seconds kShortestTake{0.05};
// 3 s of beats and steps: at the highest rates as many sound at once as a player holds.
constexpr Seconds longest_take(scene::Recorded what) {
  const bool short_one = what == scene::Recorded::heart || what == scene::Recorded::steps;
  return Seconds(short_one ? 3.0 : what == scene::Recorded::breath ? 30.0 : 60.0);
}

// How far a take may lie from the folder's middle one, in dB: what is farther is brought there.
// Ours: the models' events vary by 1 to 3 dB (s.d.), a soft and a loud breath by more.
inline constexpr double kTakesApartDb = 6.0;

// One source's takes, made ready and levelled together. Heart, breath and steps: at an RMS of 1 in
// an ear (mean of both) over whole cycles at 70, 15 and 100 a minute, as their models. Sounds that
// come once: the loudest 0.4 s at the loudness of their models at gain 1 (body/levels.h).
// Differences between takes stay, up to kTakesApartDb from the middle one.
struct RecordedTakes {
  std::shared_ptr<const std::vector<body::StereoSound>> takes;
  RecordedLevel level;  // of a source of events
};

// Control side. takes: 1…body::kMostTakes, of kShortestTake to longest_take(what), at `rate`; at
// least one of them is no silence.
RecordedTakes recorded_takes(scene::Recorded what, const std::vector<body::RawTake>& takes,
                             Hertz rate);

// The recordings of a scene, at one sample rate. A source that has none is its model.
struct Recordings {
  std::array<std::shared_ptr<const std::vector<body::StereoSound>>, scene::kRecorded> takes;
  RecordedLevels levels;

  void add(scene::Recorded what, const RecordedTakes& made);
  const std::shared_ptr<const std::vector<body::StereoSound>>& of(scene::Recorded what) const {
    return takes[static_cast<std::size_t>(what)];
  }
};

}  // namespace otoscape::render::programme
