// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "otoscape/body/shots.h"
#include "otoscape/body/take_order.h"
#include "otoscape/render/programme/recordings.h"
#include "otoscape/scene/event.h"

namespace otoscape::render::inside {

// Sounds that come once and are recordings: which take each event gets, and the shots of them all.
// Control side.
class RecordedShots {
 public:
  // recordings: null: none, or must outlive this.
  RecordedShots(const programme::Recordings* recordings, std::uint64_t seed)
      : recordings_(recordings), seed_(seed) {}

  // The next event of a kind, in order of time; false where that kind is no recording. ears: that
  // it reaches.
  bool place(scene::OwnSound::Kind kind, const body::Shot& shot, const std::array<bool, 2>& ears);
  // All takes that were placed, in each of the first `ears` ears.
  void add_to(std::array<std::vector<body::Shots>, 2>& events, int ears) const;

 private:
  struct Source {
    std::vector<std::array<std::vector<body::Shot>, 2>> at;  // of each take, by ear
    std::int64_t number = 0;                                 // of the next event
  };
  const programme::Recordings* recordings_;
  std::uint64_t seed_;
  std::array<Source, scene::kRecorded> sources_;
};

}  // namespace otoscape::render::inside
