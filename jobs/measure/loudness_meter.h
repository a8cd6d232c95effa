// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "jobs/measure/loudness_facts.h"
#include "otoscape/base/layout.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/frequency.h"

namespace otoscape::jobs::measure {

// The points of a scene.
std::vector<LoudnessPoint> loudness_points(const std::vector<scene::Keyframe>& keyframes);

// BS.1770-4's weight of a channel (annexes 1 and 3): 0 of low-frequency channels, 1.41 between 60°
// and 120° to a side below 30° of elevation, 1 elsewhere.
double loudness_weight(Speaker speaker, const Layout& layout);

// Measures the loudness of a sound in one pass, or of several side by side: ITU-R BS.1770-4, EBU
// Tech 3341 and 3342, true peaks, where speech is, and the sections of a scene. Mono counts once.
// Keeps 560 bytes for each second of each.
class LoudnessMeter {
 public:
  struct Setup {
    Hertz rate;
    Layout layout;                      // of the channels, at least one
    Seconds begin;                      // of the first frame, on the programme's clock
    std::vector<LoudnessPoint> points;  // of a scene, ascending; none: no sections
    bool finds_speech = true;           // else dialogue is left out; of one sound only
    std::size_t sounds = 1;
  };
  explicit LoudnessMeter(Setup setup);
  ~LoudnessMeter();

  // The channels of the layout, of equal length. Samples that are no number count as 0.
  void add(std::span<const std::span<const float>> channels);
  // So many frames of the channels of each sound in turn. One without samples is silent: the same
  // as zeros, but faster.
  void add(std::span<const std::span<const float>> channels, std::size_t frames);
  // After the last frame; of each sound.
  std::vector<LoudnessFacts> finish_all();
  LoudnessFacts finish();  // of one

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::jobs::measure
