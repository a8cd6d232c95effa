// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/metrics/speech_features.h"
#include "otoscape/metrics/speech_frames.h"
#include "otoscape/units/time.h"

namespace otoscape::metrics {

// Where in a sound somebody speaks. Ours: of each second the modulation of nine bands at the rate
// of syllables, and how harmonic the sound is and how its pitch moves (speech_features.h), judged
// by a logistic regression; its score over longer times, and the level against that of the seconds
// around, by a second one. Decided twenty times a second, after the whole sound is heard;
// docs/models/dialogue.md has the figures.
//
// Not modelled: language, who speaks, whispering. Song is speech or music, by how it is sung.
class SpeechActivity {
 public:
  explicit SpeechActivity(Hertz rate);

  // One channel, or the sum of several.
  void add(std::span<const float> sound);

  struct Stretch {
    Seconds from, to;  // from the first sample
  };
  // The stretches of speech, ascending and apart.
  std::vector<Stretch> finish();

 private:
  void judge();
  std::vector<bool> decide() const;

  SpeechFrames frames_;
  std::vector<SpeechFrame> recent_;     // from the next decision's context on
  std::vector<float> scores_, levels_;  // every 50 ms: of the second around it, dB
};

}  // namespace otoscape::metrics
