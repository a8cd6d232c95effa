// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/body/own_voice.h"
#include "otoscape/hearing/tinnitus_layer.h"
#include "otoscape/render/inside/placed_sound.h"

namespace otoscape::render::inside {

// Internal sound apart by its sources, for stems: every named layer of ringing, every source of the
// body, and the events.
class InsideParts {
 public:
  enum class Kind { ringing, heart, breath, steps, track, events };
  struct Part {
    Kind kind = Kind::ringing;
    std::string name;  // of a layer of ringing
    PlacedSound::Place place{};
    std::array<std::span<float>, 2> memory;
    bool given = false;   // to a source, in the last quantum
    bool sounds = false;  // the last quantum is not all zeros
  };

  // Control side. kinds: beside ringing.
  InsideParts(const StreamSpec& spec, int frames, std::span<const Kind> kinds, Arena& arena);
  // The place among all parts of a layer's; a new one for a new name or place.
  std::size_t ringing(const hearing::TinnitusLayer& layer, Arena& arena);

  std::span<const Part> all() const { return parts_; }
  FullScaleBlock sound(std::size_t part) const;
  // The part of this kind, in Pa. A source that is not a part has a row that is not heard.
  PascalBlock of(Kind kind);
  PascalBlock pascals(std::size_t part);

  // A quantum: clear; the sources add theirs; occlude, where there is a body; scale; the events are
  // added; add_to.
  void clear();
  // The body's parts pass a closed ear.
  void occlude(const float (&shut_from)[2], const float (&shut_to)[2]);
  // All but the events times a gain that moves from a to b; then all are added to the ears', and
  // what has a place there to the placed ones.
  void scale(float a, float b);
  void add_to(FullScaleBlock ears, PlacedSound& placed);

 private:
  void add(Kind kind, std::string name, PlacedSound::Place place, Arena& arena);

  StreamSpec spec_;
  int frames_;
  std::vector<Part> parts_;
  std::vector<body::Occlusion> occlusion_;  // one for each part
  std::array<std::span<float>, 2> unheard_;
};

}  // namespace otoscape::render::inside
