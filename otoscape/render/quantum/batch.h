// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "hwy/aligned_allocator.h"
#include "otoscape/base/block.h"
#include "otoscape/ear/ear_quantum.h"
#include "otoscape/render/quantum/listener_change.h"
#include "otoscape/scene/mix_state.h"

namespace otoscape::render::quantum {

// One quantum between the stages of a renderer: all data that one stage passes to the next.
struct RenderQuantum {
  std::int64_t quantum = 0;  // index at the listeners' output
  FullScaleBlock in;         // of the ears
  FullScaleBlock wide;       // all channels of a layout, of which `in` is the fold
  ear::EarQuantum world;
  ListenerChange world_change;

  // Of a scene.
  scene::MixState from, to;  // at the quantum's start and end
  // Of one's own voice: the input; bone and air leg together; the felt vibration.
  FullScaleBlock voice_in, voice_bone, voice_felt;
  ear::EarQuantum voice;
  ListenerChange voice_change;
};

// Determines the memory of a RenderQuantum.
struct QuantumShape {
  int ears = 2, quantum = 64;
  bool electric = false, voice = false;
  Layout surround{};

  std::size_t floats() const;
  RenderQuantum over(std::span<float> memory) const;
};

// Some quanta that pass the stages together.
class Batch {
 public:
  Batch() = default;
  Batch(const QuantumShape& shape, int quanta);

  std::span<RenderQuantum> quanta() { return quanta_; }
  int frames = 0;             // of the programme that went in
  std::int64_t silenced = 0;  // damaged samples so far, set to 0

 private:
  hwy::AlignedFreeUniquePtr<float[]> memory_;
  std::vector<RenderQuantum> quanta_;
};

}  // namespace otoscape::render::quantum
