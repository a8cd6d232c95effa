// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/render/ears/perspective.h"
#include "otoscape/render/inside/inside_parts.h"
#include "otoscape/render/stem_sink.h"
#include "otoscape/scene/arc.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::render {

StemName::Kind stem_kind_of(inside::InsideParts::Kind kind);

// Whether the room is ever heard: in its own perspective, or by leaking.
bool has_room(const scene::Arc& arc);

// The parts of the mix with the mix's weights and places: added together, with the output gain,
// they are the mix before the guard.
class SceneStems {
 public:
  struct Setup {
    StreamSpec spec;
    int frames = 0;
    float gain_lin = 1.0f;  // of the output
    bool felt = false, voice = false, room = false;
    const inside::InsideParts& parts;
  };
  // Control side.
  SceneStems(const Setup& setup, StemSink& sink, Arena& arena);

  // One quantum: begin, add for each of its buses, give.
  void begin(const ears::Perspective::Course& course);
  // Adds a bus to a stem. apart: of a layout's lanes (surround/lanes.h).
  struct Bus {
    ConstBlock<FullScaleUnit> ears, apart;
    float ears::BusWeights::*weight = nullptr;
  };
  void add(StemName::Kind kind, const Bus& bus) { add(place_of(kind), bus); }
  void add_part(std::size_t part, const Bus& bus) { add(part_place_ + part, bus); }
  // The room's channels as they are.
  void add_room(ConstBlock<FullScaleUnit> channels);
  void give(std::int64_t first);

 private:
  std::size_t place_of(StemName::Kind kind) const;
  void add(std::size_t stem, const Bus& bus);
  void spread(const Bus& bus, FullScaleBlock out);

  Setup setup_;
  StemSink& sink_;
  surround::Lanes lanes_;
  std::vector<StemName> names_;
  std::size_t part_place_ = 0;  // of the first inside part
  std::vector<FullScaleBlock> stems_;
  std::vector<FullScaleBlock> given_;  // of the quantum: a stem's, or no channels
  FullScaleBlock ears_, apart_, spread_;
  ears::Perspective::Course course_;
};

}  // namespace otoscape::render
