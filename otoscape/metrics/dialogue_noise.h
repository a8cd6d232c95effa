// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/metrics/speech_levels.h"
#include "otoscape/metrics/third_octaves.h"

namespace otoscape::metrics {

// The noise that a dialogue is heard in, where it is known by itself: what is left of the programme
// without it, sample for sample, fifty times a second. Where that has more power than the
// programme, the dialogue does not lie in it sample for sample (it was delayed, or treated after
// it), and the noise is the power of the programme less that of the dialogue, ten times a second.
//
// A frame of steady noise in a narrow band varies, and the mean of its level lies below the level
// of its mean; it is raised by as much, so that steady noise counts as it is. Ours.
class DialogueNoise {
 public:
  static constexpr int kFrames = ThirdOctaves::kPerSecond / SpeechLevels::kPerSecond;  // of a row

  explicit DialogueNoise(Hertz rate);

  void add(const BothEars& programme, const BothEars& dialogue);
  // After the last sound. rows: mean powers of both, ten a second. Whether the dialogue lies in the
  // programme as it is there: taken away from it, it leaves no more power than there was.
  bool finish(const std::vector<ThirdOctaves::Frame>& programme,
              const std::vector<ThirdOctaves::Frame>& dialogue);
  // Values of a row's frames, as SpeechLevels has them.
  std::span<const std::int8_t> row(std::size_t index) const {
    return std::span(values_).subspan(index * kRowValues, kRowValues);
  }

 private:
  static constexpr std::size_t kRowValues = 2 * kThirdOctaves * kFrames;
  void take();

  ThirdOctaves bands_;
  std::array<double, kThirdOctaves> bias_lin_{};
  std::array<std::vector<float>, 2> rest_;
  std::vector<ThirdOctaves::Frame> frames_;
  std::vector<std::int8_t> values_;
  double power_ = 0.0;  // sum over all frames
};

}  // namespace otoscape::metrics
