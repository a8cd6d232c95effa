// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

// Sound as tests make and measure it: nothing here is shared with the program.

namespace otoscape::test {

struct Sound {
  int rate_hz = 48000;
  int channels = 1;
  std::vector<float> samples;  // interleaved

  std::size_t frames() const { return samples.size() / static_cast<std::size_t>(channels); }
  std::vector<float> channel(int index) const;
};

// Pink-ish noise with tones and pauses, other in every channel: peaks below `peak`.
Sound noise_and_tones(int rate_hz, int channels, double seconds, double peak = 0.25,
                      unsigned seed = 1);
// The same amplitude in every channel.
Sound sine(int rate_hz, int channels, double seconds, double hz, double amplitude);

// 32-bit float WAV.
void write_wav(const std::string& path, const Sound& sound);
// Sound track `track` (from 0) of any file, as FFmpeg's own program decodes it.
Sound decode(const std::string& path, int track = 0);

// Power of b − a re that of a, over all frames of a; +300 where the lengths or channels differ,
// −300 where nothing differs.
double error_db(const Sound& a, const Sound& b);
// The same over the frames both have.
double error_of_common_db(const Sound& a, const Sound& b);
// By how many frames b lies later than a, at most ±most, found by cross-correlation of the first
// channels.
int lag_frames(const Sound& a, const Sound& b, int most);
double rms(const Sound& sound);
Sound part(const Sound& sound, std::size_t first, std::size_t frames);

}  // namespace otoscape::test
