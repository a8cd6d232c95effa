// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/hearing/tinnitus_layer.h"
#include "otoscape/surround/lanes.h"

namespace otoscape::render::inside {

// Where internal sound lies in a layout. In the fold it is always what it is in stereo: what goes
// to an apart channel (surround/lanes.h) is taken from the front of its side. Body sounds stay in
// the fronts; ringing lies where its author says, or, in a layout without such loudspeakers, in the
// nearest; what is felt is in the fronts and, below 100 Hz, in the LFE as well, at −10 dB, which
// cinemas reproduce 10 dB higher. Places and levels are ours.
class PlacedSound {
 public:
  using Place = hearing::TinnitusLayer::Place;

  // Control side. Without spec.surround nothing is placed.
  PlacedSound(const StreamSpec& spec, int frames, Arena& arena);

  // Whether a place lies in apart channels; else its sound stays in the fronts.
  bool holds(Place place) const { return !pairs_[index(place)].empty(); }
  // The ringing of a place that holds it, in the unit of the caller; cleared by begin.
  PascalBlock ringing(Place place);
  void begin();
  // Every place's ringing times a gain that moves from a to b.
  void scale(float a, float b);
  // Adds all of it to the ears'.
  void add_to(PascalBlock ears) const;

  // The parts of the apart lanes, to be mixed as the ears' internal sound and what they feel.
  FullScaleBlock internal();
  // Of a sound of its own at this place; none where the place is in the fronts.
  FullScaleBlock apart_of(Place place, ConstBlock<FullScaleUnit> ears);
  FullScaleBlock felt(FullScaleBlock ears);

 private:
  struct Pair {
    int left = 0, right = 0;  // lanes
    float share = 1.0f;       // linear; what reaches the ear of it is its part of the place
  };
  static std::size_t index(Place place) { return static_cast<std::size_t>(place); }
  std::vector<Pair> pairs_of(Place place, const surround::Lanes& lanes, const Layout& layout) const;

  static constexpr std::size_t kPlaces = 4;
  int frames_ = 0, lane_count_ = 0, lfe_lane_ = -1;
  bool rings_ = false;
  std::array<std::vector<Pair>, kPlaces> pairs_;
  std::array<std::array<std::span<float>, 2>, kPlaces> ringing_;
  void spread(Place place, std::span<const float> left, std::span<const float> right);
  FullScaleBlock internal_, felt_;  // one channel for each lane
  dsp::Biquads low_pass_;
};

}  // namespace otoscape::render::inside
