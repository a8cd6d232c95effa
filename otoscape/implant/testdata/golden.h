// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstdint>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "otoscape/implant/coding_params.h"

// The files beside this one (README.md names their source) and the map they were made with.

namespace otoscape::implant::golden {

inline constexpr int kBands = 12, kFrames = 3012, kPulses = 18072;

template <class T>
std::vector<T> load(const std::string& name) {
  const std::string path = std::string(OTOSCAPE_SOURCE_DIR "/otoscape/implant/testdata/") + name;
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<T> values(static_cast<std::size_t>(file.tellg()) / sizeof(T));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(values.data()),
            static_cast<std::streamsize>(values.size() * sizeof(T)));
  return values;
}

// 65 dB SPL in device units.
inline std::vector<double> sentence() {
  std::vector<double> sound;
  double power = 0.0;
  for (const std::int16_t v : load<std::int16_t>("sentence.s16")) {
    sound.push_back(v);
    power += static_cast<double>(v) * v;
  }
  const double rms = std::sqrt(power / static_cast<double>(sound.size()));
  const double wanted = std::pow(10.0, (65.0 - 95.0 - 3.0103) / 20.0);
  for (double& x : sound) x *= wanted / rms;
  return sound;
}

inline CodingParams cis_map() {
  CodingParams p;
  p.strategy = Strategy::cis;
  p.analysis_rate_hz = 1000.0;
  p.rate_pps = 500.0;
  p.growth.alpha = alpha_of_q(20.0, p.growth.base, p.growth.saturation);
  p.idle_at_t = true;
  const int numbers[kBands] = {22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 1};
  for (int b = 0; b < kBands; ++b) {
    const double way = static_cast<double>(b) / (kBands - 1);
    p.bands.push_back({.electrode = 22 - numbers[b],
                       .t_level = std::round(110.0 + 21.0 * way),
                       .c_level = std::round(168.0 + 32.0 * way)});
  }
  return p;
}

}  // namespace otoscape::implant::golden
