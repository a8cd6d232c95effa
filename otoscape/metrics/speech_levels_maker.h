// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/metrics/speech_levels.h"
#include "otoscape/units/frequency.h"

namespace otoscape::metrics {

// Makes SpeechLevels of a programme, block by block. Ours. The speech of a row is its mean power
// over the second around, as far as somebody speaks: the SII's own 30 dB of range stand for the
// movement of speech within that.
//
// Alone, SpeechActivity says where somebody speaks, and the noise of a band is what is left in the
// gaps: the 20th percentile of its rows over 3 s, less the bias that steady noise has there. Speech
// is what exceeds that by more than 0.4 dB.
//
// With the dialogue by itself, somebody speaks within 0.3 s of where the dialogue is no more than
// 30 dB below its loud rows, and the noise is the rest of the programme (dialogue_noise.h).
//
// Not modelled, alone: noise that moves within 3 s, which counts as speech where it is loud beside
// speech; speech more than 10 dB below the noise of its band, which is not found; echoes, which are
// speech.
class SpeechLevelsMaker {
 public:
  struct Setup {
    Hertz rate;
    Seconds begin{0};  // of the first frame, on the programme's clock
    bool has_dialogue = false;
  };
  explicit SpeechLevelsMaker(const Setup& setup);
  ~SpeechLevelsMaker();

  // dialogue: of the same frames, where the setup has it.
  void add(const BothEars& programme, const BothEars& dialogue = {});
  SpeechLevels finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::metrics
