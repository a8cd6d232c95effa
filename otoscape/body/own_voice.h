// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"

// One's own voice by bone, and what a shut ear adds to it. Bone against air −3/−2/+3/+2/−6 dB at
// .25/.5/1/2/4 kHz (Reinfeldt et al. 2010 and what is agreed about the rest); occlusion 20–30 dB at
// 100–250 Hz falling to 0 at 1–2 kHz (Stenfelt & Reinfeldt 2007). Not modelled: how it differs
// between vowels.

namespace otoscape::body {

// From a voice as a microphone before the mouth takes it to its bone leg: −6 dB and the shape
// above, so that air and bone leg together have the voice's loudness in a typical ear.
class BoneLeg {
 public:
  void prepare(const StreamSpec& spec, Arena& arena);
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads filters_;
};
inline constexpr float kVoiceLegGain = 0.501187f;  // −6 dB, of the air leg too

// What is felt of the bone leg whatever the loss: below 300 Hz, 20 dB down.
class FeltVoice {
 public:
  void prepare(const StreamSpec& spec, Arena& arena);
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

 private:
  dsp::Biquads filters_;
};

// The occlusion effect on body sounds and the bone leg: a low shelf at 400 Hz, blended in by an
// amount for each ear, 0…1 = 0…24 dB below 200 Hz, drawn linearly over the block.
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
