// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/dialogue_noise.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace otoscape::metrics {
namespace {

using Frame = ThirdOctaves::Frame;

// By how much the mean level of white noise in a band lies below the level of its mean:
// chi-square's of 2k degrees of freedom, ln k - digamma(k), by its series. Hann's window of 40 ms
// averages as one of 20.6 ms without slopes.
double bias_lin(double width_db) {
  constexpr double kSeconds = 0.0206;
  const double k = std::pow(10.0, 0.1 * width_db) * kSeconds;
  return std::exp(1.0 / (2.0 * k) + 1.0 / (12.0 * k * k));
}

double sum_of(const Frame& frame) {
  double sum = 0.0;
  for (const auto& ear : frame) {
    for (const float power : ear) sum += static_cast<double>(power);
  }
  return sum;
}

}  // namespace

DialogueNoise::DialogueNoise(Hertz rate) : bands_(rate) {
  std::ranges::transform(sii_table(SiiProcedure::third_octaves).width_db, bias_lin_.begin(),
                         bias_lin);
}

void DialogueNoise::add(const BothEars& programme, const BothEars& dialogue) {
  for (std::size_t ear = 0; ear < 2; ++ear) {
    rest_[ear].resize(programme[ear].size());
    std::ranges::transform(programme[ear], dialogue[ear], rest_[ear].begin(), std::minus());
  }
  bands_.add(rest_[0], rest_[1], frames_);
  take();
}

void DialogueNoise::take() {
  for (const Frame& frame : frames_) {
    power_ += sum_of(frame);
    for (const auto& ear : frame) {
      for (std::size_t b = 0; b < kThirdOctaves; ++b) {
        values_.push_back(SpeechLevels::to_value(static_cast<double>(ear[b]) * bias_lin_[b]));
      }
    }
  }
  frames_.clear();
}

bool DialogueNoise::finish(const std::vector<Frame>& programme,
                           const std::vector<Frame>& dialogue) {
  bands_.finish(frames_);
  take();
  // The last row may have fewer frames than five; silence is put in their place.
  values_.resize(programme.size() * kRowValues, SpeechLevels::to_value(0.0));
  double all = 0.0;
  for (const Frame& row : programme) all += sum_of(row) * kFrames;
  if (power_ <= all) return true;
  auto value = values_.begin();
  for (std::size_t row = 0; row < programme.size(); ++row) {
    for (int frame = 0; frame < kFrames; ++frame) {
      for (std::size_t ear = 0; ear < 2; ++ear) {
        for (std::size_t b = 0; b < kThirdOctaves; ++b) {
          const float left = programme[row][ear][b] - dialogue[row][ear][b];
          *value++ = SpeechLevels::to_value(static_cast<double>(std::max(left, 0.0f)));
        }
      }
    }
  }
  return false;
}

}  // namespace otoscape::metrics
