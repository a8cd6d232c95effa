// SPDX-License-Identifier: Apache-2.0
#include "otoscape/metrics/speech_levels.h"

#include <algorithm>
#include <cmath>

namespace otoscape::metrics {
namespace {

constexpr double kPerValue = 2.0, kMiddleDb = -60.0;  // values a decibel

}  // namespace

std::int8_t SpeechLevels::to_value(double mean_square) {
  const double db =
      std::clamp(10.0 * std::log10(std::max(mean_square, 1e-13)), kLowestDb, kHighestDb);
  return static_cast<std::int8_t>(std::lround(kPerValue * (db - kMiddleDb)));
}

SpeechLevels::Bands SpeechLevels::bands(std::size_t i, std::size_t which) const {
  Bands bands{};
  const auto from =
      values.begin() + static_cast<std::ptrdiff_t>(i * row_values() + which * kThirdOctaves);
  std::transform(from, from + kThirdOctaves, bands.begin(),
                 [](std::int8_t v) { return v / kPerValue + kMiddleDb; });
  return bands;
}

}  // namespace otoscape::metrics
