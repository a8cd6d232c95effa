// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/resampler.h"
#include "otoscape/units/frequency.h"

namespace otoscape::metrics {

// One centisecond of sound.
struct SpeechFrame {
  static constexpr int kBands = 9;       // from 150 to 3800 Hz, equally wide in ERB numbers
  std::array<float, kBands> bands_db{};  // mean squares, dB re full scale; at least kFloorDb
  float level_db = 0.0f;                 // of all bands together
  float mean_square = 0.0f;              // the same, re full scale, without a floor
  float harmonicity = 0.0f;              // 0 noise … 1 a periodic sound of 70 to 400 Hz
  float pitch_oct = 0.0f;                // its pitch, log2 of Hz
};

SpeechFrame silent_speech_frame();

// Makes the frames that SpeechActivity takes its features from: at 16 kHz, by Hann windows of
// 40 ms, one every 10 ms. The pitch is the largest peak of the autocorrelation of the sound whose
// magnitudes between 80 and 2500 Hz are compressed by a square root, so that formants weigh less.
// Two frames share each transform, one in the real and one in the imaginary part.
//
// Not modelled: pitch below 70 or above 400 Hz (children's cries, song), several voices at once.
class SpeechFrames {
 public:
  static constexpr double kPerSecond = 100.0;
  static constexpr float kFloorDb = -90.0f;

  explicit SpeechFrames(Hertz rate);

  // Appends the frames that are complete to `frames`. Frame n lies at n/100 s. Samples that are no
  // number count as 0.
  void add(std::span<const float> sound, std::vector<SpeechFrame>& frames);
  // Appends the last ones: so many that the sound's end lies in one.
  void finish(std::vector<SpeechFrame>& frames);

 private:
  using Pair = std::array<SpeechFrame, 2>;

  void take(std::vector<SpeechFrame>& frames);
  Pair pair(std::span<const float> sound);
  void find_levels(Pair& frames) const;
  void find_pitch(std::span<const float> correlation, SpeechFrame& frame) const;

  Arena arena_;
  dsp::Resampler resampler_;
  dsp::BasicFft<float> fft_;
  std::span<float> re_, im_, window_;
  std::array<std::span<float>, 2> power_;            // of each frame of a pair, by bin
  std::vector<float> lag_gain_, lag_cost_;           // by lag
  std::vector<float> mended_, resampled_, waiting_;  // `waiting_`: at 16 kHz
  std::int64_t heard_ = 0, given_ = 0;               // samples and frames
  double rate_;
};

}  // namespace otoscape::metrics
