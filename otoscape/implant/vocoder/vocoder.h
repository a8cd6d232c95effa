// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/vocoder/make_vocoder_design.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::vocoder {

// From a sound to the vocoder percept of one implanted ear: front end → strategy → electrodogram →
// current spread → carriers.
class Vocoder {
 public:
  // Control side. Takes all memory. `ear_key` seeds the carriers (scene seed, ear); `first_frame`
  // is the programme's frame number of the first sample of process: cycles and carriers are counted
  // from frame 0, so that a region equals that part of the whole.
  Vocoder(std::shared_ptr<const VocoderDesign> first, Hertz rate, int largest_block,
          std::uint64_t ear_key, std::int64_t first_frame);
  ~Vocoder();

  // Delay from a sound to its percept, in frames: the same for every map and carrier at one rate.
  // Slow cycles, slow envelopes and some carriers add to it (docs/models/implant-resynthesis.md).
  static Frames latency(Hertz rate);

  // Audio side. Glides to another design of the same coding over `frames` frames, places in
  // octaves, gains and spread in dB; must outlive its use.
  void adopt(const VocoderDesign& design, int frames) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;
  // Pascals. in and out are equally long, at most largest_block, and may be the same memory. Any
  // split gives the same sound.
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::vocoder
