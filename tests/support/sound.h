// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

// Sounds and measurements for tests. None of this code is used by the program.

namespace otoscape::test {

struct Sound {
  int rate_hz = 48000;
  int channels = 1;
  std::vector<float> samples;  // interleaved

  std::size_t frames() const { return samples.size() / static_cast<std::size_t>(channels); }
  std::vector<float> channel(int index) const;
};

// Noise, stronger at low frequencies, and a tone, with a slow swell, different in each channel.
// Peaks lie below `peak`.
Sound noise_and_tones(int rate_hz, int channels, double seconds, double peak = 0.25,
                      unsigned seed = 1);
// The same amplitude in every channel.
Sound sine(int rate_hz, int channels, double seconds, double hz, double amplitude);

// 32-bit float WAV.
void write_wav(const std::string& path, const Sound& sound);
// Sound track `track` (from 0) of any file, as FFmpeg's own program decodes it.
Sound decode(const std::string& path, int track = 0);

// Power of b − a re that of a in dB, over all frames; +300 where the lengths or channels differ,
// −300 where nothing differs.
double error_db(const Sound& a, const Sound& b);
// The same over the frames that both have; +300 where the channels differ or one has no frames.
double error_of_common_db(const Sound& a, const Sound& b);
// Delay of b re a in frames, within ±most, by cross-correlation of the first channels.
int lag_frames(const Sound& a, const Sound& b, int most);
double rms(const Sound& sound);
Sound part(const Sound& sound, std::size_t first, std::size_t frames);

}  // namespace otoscape::test
