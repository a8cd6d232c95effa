// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string_view>
#include <vector>

#include "otoscape/ear/acoustic_path.h"
#include "otoscape/hearing/presets.h"

// Sounds through the acoustic path of a preset's left ear, for tests. 48 kHz, pascal.

namespace otoscape::ear {

inline constexpr double kPathRate = 48000.0;
inline constexpr std::size_t kPathQuantum = 64;

// Peak of a tone, Pa.
inline double tone_peak(double db_spl) {
  return std::sqrt(2.0) * 2e-5 * std::pow(10.0, db_spl / 20.0);
}

inline std::vector<float> tone(double hz, double db_spl, std::size_t frames,
                               std::size_t ramp = 480) {
  std::vector<float> x(frames);
  for (std::size_t n = 0; n < frames; ++n) {
    const auto edge =
        static_cast<double>(std::min({n + 1, frames - n, ramp})) / static_cast<double>(ramp);
    x[n] = static_cast<float>(
        tone_peak(db_spl) * (0.5 - 0.5 * std::cos(std::numbers::pi * edge)) *
        std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / kPathRate));
  }
  return x;
}

// Mean square.
inline double power(const std::vector<float>& x, std::size_t from, std::size_t to) {
  double sum = 0.0;
  for (std::size_t n = from; n < to; ++n) sum += static_cast<double>(x[n]) * x[n];
  return sum / static_cast<double>(to - from);
}

// One ear and its path, as often as needed.
class PresetPath {
 public:
  explicit PresetPath(std::string_view preset, bool onsets = true, bool smearing = true)
      : designer_(Hertz(kPathRate)) {
    const auto params = fit(hearing::preset(preset)->left, smearing);
    auto design = std::make_unique<AcousticDesign>(*designer_.make(params, params, Seconds(0)));
    design->onsets = onsets;
    design_ = std::move(design);
  }

  // As many frames out as in, in time with them.
  std::vector<float> hear(std::vector<float> x) const {
    Arena arena;
    AcousticPath path;
    path.prepare(designer_, *design_, {Hertz(kPathRate), 1}, arena);
    const auto late = static_cast<std::size_t>(path.latency().value()), frames = x.size();
    x.resize((frames + late + kPathQuantum - 1) / kPathQuantum * kPathQuantum);
    for (std::size_t n = 0; n < x.size(); n += kPathQuantum) {
      path.process(PascalBlock({x.data() + n, nullptr}, 1, kPathQuantum));
    }
    return {x.begin() + static_cast<std::ptrdiff_t>(late),
            x.begin() + static_cast<std::ptrdiff_t>(late + frames)};
  }

 private:
  AcousticDesigner designer_;
  std::unique_ptr<const AcousticDesign> design_;
};

}  // namespace otoscape::ear
