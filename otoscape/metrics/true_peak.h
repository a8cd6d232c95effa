// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::metrics {

// The true peak of one channel (ITU-R BS.1770-4, annex 2): the largest magnitude of the sound
// interpolated to four times its rate, from 64 kHz on twice, from 128 kHz on as it is. 48 taps a
// phase (Kaiser 1974) where the annex has 12, so that its pass band reaches 0.45 of the rate. Read
// between two interpolated samples a peak is up to 0.6 dB higher at half the rate (annex 2,
// attachment 1), less below.
class TruePeak {
 public:
  explicit TruePeak(Hertz rate);

  // Raises `peak` to the largest magnitude of the frames that follow, if that is above it. All of
  // the sound is read 24 frames late. Samples are finite.
  void raise(std::span<const float> sound, float& peak);
  // The same for so many frames of zeros.
  void raise_by_silence(std::size_t frames, float& peak);
  // The last 24 frames.
  void finish(float& peak);

 private:
  static constexpr std::size_t kTaps = 48, kBlock = 48, kMiddle = 16;

  void fill(std::span<const float> part, float& peak);
  std::size_t pass_over(std::span<const float> sound, float peak);
  void block(float& peak);
  float largest_between(std::size_t first_tap, std::size_t taps);

  std::vector<float> taps_;  // of each phase but the first
  // Of a sample's magnitude to an interpolated one's, at most: all taps, all but the middle ones.
  float most_gain_ = 1.0f, outer_gain_ = 0.0f;
  std::vector<float> sound_, between_;  // kTaps frames and a block; what is interpolated there
  std::size_t filled_ = 0;              // of the block
  float most_before_ = 0.0f;            // of the kTaps frames
};

}  // namespace otoscape::metrics
