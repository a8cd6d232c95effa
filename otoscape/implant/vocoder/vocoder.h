// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/vocoder/make_vocoder_design.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::vocoder {

// Sound in, what an implant leaves of it out: one ear. front end → strategy → electrodogram →
// current spread → carriers.
class Vocoder {
 public:
  // Control side. Takes all memory. `ear_key` seeds the carriers (scene seed, ear); `first_frame`
  // is the programme's frame that process will get first: cycles and carriers are counted from
  // frame 0, so that a region sounds like the whole.
  Vocoder(std::shared_ptr<const VocoderDesign> first, Hertz rate, int largest_block,
          std::uint64_t ear_key, std::int64_t first_frame);
  ~Vocoder();

  // From a sound to its percept, frames of `rate`: the same for every map and carrier at one rate.
  // Slow cycles, slow envelopes and some carriers are a little later (docs/models).
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
