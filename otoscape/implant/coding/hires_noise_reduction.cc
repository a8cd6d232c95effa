// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_noise_reduction.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::coding {
namespace {

constexpr double kSlice = tables::kHiresHop / tables::kHiresRate;  // seconds
constexpr double kSteadyDb = 3.0;
constexpr double kLeastDb = -100.0;
constexpr double kLeastSnr = -2.0, kMostSnr = 45.0;                 // dB
constexpr double kSlope = 0.2, kMiddleSnr = 6.5, kDeepest = -12.0;  // per dB, dB, dB
constexpr int kHoldSlices = static_cast<int>(1.6 / kSlice);

const double kLevelStays = std::exp(-kSlice / 0.0258);
const double kNoiseStays = std::exp(-kSlice / 0.219);

double open_share(double snr_db) { return 1.0 / (1.0 + std::exp(-kSlope * (snr_db - kMiddleSnr))); }
// The gain at −2 dB is −12 dB.
const double kLeastGain =
    1.0 + (std::pow(10.0, kDeepest / 20.0) - 1.0) / (1.0 - open_share(kLeastSnr));

}  // namespace

template <class Real>
void HiresNoiseReduction<Real>::follow(Channel& channel, Real level_db) noexcept {
  const auto stays = static_cast<Real>(kLevelStays), noise = static_cast<Real>(kNoiseStays);
  channel.level_db = stays * channel.level_db + (Real(1) - stays) * level_db;
  const bool steady = channel.level_db - channel.noise_db < static_cast<Real>(kSteadyDb);
  if (steady || (!channel.ready && !channel.hold)) {
    channel.noise_db = noise * channel.noise_db + (Real(1) - noise) * channel.level_db;
  }
  if (steady) {
    channel.hold = false, channel.ready = true;
  } else if (channel.ready) {
    channel.hold = true, channel.ready = false, channel.left = kHoldSlices;
  } else if (channel.hold) {
    channel.hold = --channel.left > 0;
  }
}

template <class Real>
void HiresNoiseReduction<Real>::process(
    const std::array<Real, tables::kHiresChannels>& power,
    std::array<Real, tables::kHiresChannels>& gain_log2) noexcept {
  for (std::size_t c = 0; c < tables::kHiresChannels; ++c) {
    const Real level = power[c] > 0 ? Real(10) * std::log10(power[c]) : static_cast<Real>(kLeastDb);
    Channel& channel = channels_[c];
    follow(channel, std::max(level, static_cast<Real>(kLeastDb)));
    const Real snr = std::clamp(channel.level_db - channel.noise_db, static_cast<Real>(kLeastSnr),
                                static_cast<Real>(kMostSnr));
    const Real open =
        Real(1) /
        (Real(1) + std::exp(static_cast<Real>(-kSlope) * (snr - static_cast<Real>(kMiddleSnr))));
    const auto least = static_cast<Real>(kLeastGain);
    gain_log2[c] = Real(2) * std::log2(least + (Real(1) - least) * open);
  }
}

template class HiresNoiseReduction<float>;
template class HiresNoiseReduction<double>;

}  // namespace otoscape::implant::coding
