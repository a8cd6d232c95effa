// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"

// One's own voice by bone conduction, and the occlusion effect on it. Bone against air
// −3/−2/+3/+2/−6 dB at .25/.5/1/2/4 kHz (Reinfeldt et al. 2010 and what is agreed about the rest);
// occlusion 20–30 dB at 100–250 Hz falling to 0 at 1–2 kHz (Stenfelt & Reinfeldt 2007). Not
// modelled: differences between vowels.

namespace otoscape::body {

// The bone path, from a voice recorded in front of the mouth: −6 dB and the shape above, so that
// air path and bone path together have the loudness of the voice in a typical ear.
class BoneLeg {
 public:
  void prepare(const StreamSpec& spec, Arena& arena);
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads filters_;
};
inline constexpr float kVoiceLegGain = 0.501187f;  // −6 dB, of the air path too

// The part of the bone path that is felt, whatever the loss: below 300 Hz, 20 dB down.
class FeltVoice {
 public:
  void prepare(const StreamSpec& spec, Arena& arena);
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads filters_;
};

// The occlusion effect on body sounds and the bone path: a low shelf at 400 Hz, by an amount for
// each ear, 0…1 = 0…24 dB below 200 Hz, interpolated linearly over the block.
class Occlusion {
 public:
  void prepare(const StreamSpec& spec, int most_frames, Arena& arena);
  void process(PascalBlock sound, const float (&from)[2],
               const float (&to)[2]) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads shelf_;
  std::span<float> shelved_[2];
};

}  // namespace otoscape::body
