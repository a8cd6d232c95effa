// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/short_time_sii.h"

#include <cmath>

namespace otoscape::metrics {
namespace {

double sum_db(double one, double other) {
  constexpr double kFarApartDb = 60.0;
  if (other < one - kFarApartDb) return one;
  return 10.0 * std::log10(std::pow(10.0, 0.1 * one) + std::pow(10.0, 0.1 * other));
}

}  // namespace

ShortTimeSii::ShortTimeSii(Calibration calibration) : sii_(SiiProcedure::third_octaves) {
  for (std::size_t b = 0; b < kThirdOctaves; ++b) {
    to_spectrum_db_[b] = calibration.unit_rms().value() - sii_.table().width_db[b];
  }
}

double ShortTimeSii::index(const SpeechLevels& levels, std::size_t i, std::size_t ear,
                           const EarNow& now, const SpeechGains& gains) const {
  auto speech = levels.speech_db(i, ear);
  for (std::size_t b = 0; b < kThirdOctaves; ++b) {
    speech[b] += to_spectrum_db_[b] + now.gain_db[b] + gains.speech.value();
  }
  double sum = 0.0;
  for (int frame = 0; frame < levels.noise_frames; ++frame) {
    auto noise = levels.noise_db(i, ear, frame);
    for (std::size_t b = 0; b < kThirdOctaves; ++b) {
      noise[b] = sum_db(noise[b] + to_spectrum_db_[b] + now.gain_db[b] + gains.noise.value(),
                        now.noise_db[b]);
    }
    sum += sii_.index({speech, noise, now.threshold_db_hl});
  }
  return sum / levels.noise_frames;
}

}  // namespace otoscape::metrics
