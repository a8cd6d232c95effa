// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/render/programme/k_weigher.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/programme/section_loudness.h"

namespace otoscape::render::programme {

// Measures the loudness of a scene's buses section by section while it is rendered. K weighting
// (BS.1770-4) of all buses at once, side by side in a vector.
class SectionMeter {
 public:
  static constexpr std::size_t kBuses = 4;  // world, felt, inside, heard
  // What a quantum holds: each bus before it is weighed in, and its amplitude in the mix (1 of what
  // is heard). A bus without channels is silent.
  struct Bus {
    ConstBlock<FullScaleUnit> sound;
    float gain_lin = 1.0f;
  };

  // Control side. The sections between these frames, ascending, and the ends of what is rendered.
  void prepare(const StreamSpec& spec, int quantum_frames, std::vector<std::int64_t> points);

  // Audio side. A quantum that begins at this frame; quanta follow one another.
  void add(std::int64_t first_frame, const Bus (&buses)[kBuses]) noexcept OTOSCAPE_RT;

  // Of what was added so far; `room` stays 0.
  struct Section {
    std::int64_t from = 0, to = 0;  // frames
    std::int64_t frames = 0;        // measured
    BusEnergies mean;
  };
  std::vector<Section> sections() const;

 private:
  static constexpr std::size_t kLanes = 2 * kBuses;
  static_assert(kLanes == KWeigher::kMostLanes);
  struct Sum {
    std::int64_t frames = 0;
    double energy[kBuses] = {};
  };
  int ears_ = 2;
  std::int64_t left_out_ = 0;  // frames, at a section's start
  KWeigher weigher_;
  std::size_t frames_ = 0;  // of a quantum
  std::vector<std::int64_t> points_;
  std::size_t section_ = 0;  // that the last quantum was in
  std::int64_t begin_ = -1, end_ = -1;
  std::vector<Sum> sums_;
};

// Sections in seconds, with the loudness that the room has in them.
std::vector<SectionLoudness> with_room(const std::vector<SectionMeter::Section>& sections,
                                       Hertz rate, const ProgrammeLoudness& programme);

}  // namespace otoscape::render::programme
