// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

// Levels in third octaves, for drawing what an ear gets: three equal band-pass sections a band
// (bilinear transform of a resonator), whose bandwidth for noise is that of a third octave.
// A tone in the middle of a band reads at its level there, 11 dB lower in the next band, 25 dB in
// the one after it. Not modelled: the steeper skirts that IEC 61260 asks of instruments.

namespace otoscape::web {

class BandLevels {
 public:
  static constexpr int kChannels = 4, kBands = 19;  // 125 Hz to 8 kHz

  // rate_hz: 8000 to 192000. Bands that reach beyond 0.45 of it are silent.
  explicit BandLevels(double rate_hz);

  // Audio side: adds frames of each channel.
  void push(const float* const* channels, int frames) noexcept;
  // Mean squares since the last call, by channel, in dB re an RMS of 1.0; -200 for silence.
  void take(std::span<float> db) noexcept;

 private:
  static constexpr int kLanes = 20, kSections = 3;  // whole vectors of four
  using Lanes = std::array<float, kLanes>;
  struct Channel {
    std::array<Lanes, kSections> first{}, second{};
    Lanes energy{};
  };

  void push(Channel& channel, const float* in, int frames) noexcept;

  alignas(16) Lanes gain_{}, a1_{}, a2_{};
  std::array<Channel, kChannels> channels_{};
  std::int64_t frames_ = 0;
};

}  // namespace otoscape::web
