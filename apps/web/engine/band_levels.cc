// SPDX-License-Identifier: Apache-2.0
#include "apps/web/engine/band_levels.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::web {
namespace {

// 1 kHz is band 9; exact third octaves to base 2, within 1 % of their nominal frequencies.
double centre_hz(int band) { return 1000.0 * std::exp2((band - 9) / 3.0); }

// Of a resonator whose third power passes as much noise as a third octave does.
const double kQuality =
    3.0 * std::numbers::pi / 16.0 / (std::exp2(1.0 / 6.0) - std::exp2(-1.0 / 6.0));

constexpr float kSilenceDb = -200.0f;

}  // namespace

BandLevels::BandLevels(double rate_hz) {
  for (int band = 0; band < kBands; ++band) {
    const double hz = centre_hz(band);
    if (hz * std::exp2(1.0 / 6.0) > 0.45 * rate_hz) continue;
    const double angle = 2.0 * std::numbers::pi * hz / rate_hz;
    const double alpha = std::sin(angle) / (2.0 * kQuality);
    const auto lane = static_cast<std::size_t>(band);
    gain_[lane] = static_cast<float>(alpha / (1.0 + alpha));
    a1_[lane] = static_cast<float>(-2.0 * std::cos(angle) / (1.0 + alpha));
    a2_[lane] = static_cast<float>((1.0 - alpha) / (1.0 + alpha));
  }
}

void BandLevels::push(Channel& channel, const float* in, int frames) noexcept {
  for (int frame = 0; frame < frames; ++frame) {
    Lanes x;
    x.fill(std::isfinite(in[frame]) ? in[frame] : 0.0f);
    for (std::size_t section = 0; section < kSections; ++section) {
      Lanes& first = channel.first[section];
      Lanes& second = channel.second[section];
      for (std::size_t lane = 0; lane < kLanes; ++lane) {
        const float driven = gain_[lane] * x[lane];
        const float y = driven + first[lane];
        first[lane] = second[lane] - a1_[lane] * y;
        second[lane] = -driven - a2_[lane] * y;
        x[lane] = y;
      }
    }
    for (std::size_t lane = 0; lane < kLanes; ++lane) channel.energy[lane] += x[lane] * x[lane];
  }
}

void BandLevels::push(const float* const* channels, int frames) noexcept {
  for (std::size_t i = 0; i < kChannels; ++i) push(channels_[i], channels[i], frames);
  frames_ += frames;
}

void BandLevels::take(std::span<float> db) noexcept {
  for (std::size_t i = 0; i < kChannels; ++i) {
    for (std::size_t band = 0; band < kBands; ++band) {
      const float mean =
          channels_[i].energy[band] / static_cast<float>(std::max<std::int64_t>(frames_, 1));
      db[i * kBands + band] = mean > 1e-20f ? 10.0f * std::log10(mean) : kSilenceDb;
    }
    channels_[i].energy.fill(0.0f);
    // Decaying states would become denormal, which this machine has no switch against.
    for (auto* states : {&channels_[i].first, &channels_[i].second}) {
      for (Lanes& lanes : *states) {
        for (float& state : lanes) state = std::abs(state) < 1e-25f ? 0.0f : state;
      }
    }
  }
  frames_ = 0;
}

}  // namespace otoscape::web
