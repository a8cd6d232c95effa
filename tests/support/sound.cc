// SPDX-License-Identifier: Apache-2.0
#include "tests/support/sound.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <numbers>
#include <random>
#include <stdexcept>

#include "tests/support/shell.h"

namespace otoscape::test {
namespace {

template <class T>
void append(std::string& bytes, T value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <class T>
T number_at(const std::string& bytes, std::size_t at) {
  T value{};
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

double power_of_difference_db(const float* a, const float* b, std::size_t count) {
  double error = 0.0, power = 0.0;
  for (std::size_t i = 0; i < count; ++i) {
    const double d = static_cast<double>(b[i]) - static_cast<double>(a[i]);
    error += d * d;
    power += static_cast<double>(a[i]) * static_cast<double>(a[i]);
  }
  if (error == 0.0) return -300.0;
  return 10.0 * std::log10(error / std::max(power, 1e-30));
}

// The decoder writes float WAV; its header says rate and channels.
Sound parse_wav(const std::string& bytes) {
  Sound sound;
  for (std::size_t at = 12; at + 8 <= bytes.size();) {
    const auto size = number_at<std::uint32_t>(bytes, at + 4);
    if (bytes.compare(at, 4, "fmt ") == 0) {
      sound.channels = number_at<std::uint16_t>(bytes, at + 10);
      sound.rate_hz = static_cast<int>(number_at<std::uint32_t>(bytes, at + 12));
    }
    if (bytes.compare(at, 4, "data") == 0) {
      const std::size_t room = std::min<std::size_t>(size, bytes.size() - at - 8);
      sound.samples.resize(room / sizeof(float));
      std::memcpy(sound.samples.data(), bytes.data() + at + 8,
                  sound.samples.size() * sizeof(float));
      return sound;
    }
    at += 8 + size + size % 2;
  }
  throw std::runtime_error("no data chunk");
}

}  // namespace

std::vector<float> Sound::channel(int index) const {
  std::vector<float> x(frames());
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] = samples[n * static_cast<std::size_t>(channels) + static_cast<std::size_t>(index)];
  }
  return x;
}

Sound noise_and_tones(int rate_hz, int channels, double seconds, double peak, unsigned seed) {
  Sound sound{rate_hz, channels, {}};
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> uniform(-1.0, 1.0);
  std::vector<double> slow(static_cast<std::size_t>(channels));
  const auto frames = static_cast<std::size_t>(std::lround(seconds * rate_hz));
  for (std::size_t n = 0; n < frames; ++n) {
    const double t = static_cast<double>(n) / rate_hz;
    for (int c = 0; c < channels; ++c) {
      double& low = slow[static_cast<std::size_t>(c)];
      low = 0.9 * low + 0.1 * uniform(random);
      const double tone = std::sin(2 * std::numbers::pi * (440.0 + 330.0 * c) * t);
      const double swell = 0.55 + 0.45 * std::sin(2 * std::numbers::pi * (1.3 + c) * t);
      const double noise = 0.4 * low + 0.2 * uniform(random);
      sound.samples.push_back(static_cast<float>(peak * swell * (noise + 0.4 * tone)));
    }
  }
  return sound;
}

Sound sine(int rate_hz, int channels, double seconds, double hz, double amplitude) {
  Sound sound{rate_hz, channels, {}};
  const auto frames = static_cast<std::size_t>(std::lround(seconds * rate_hz));
  for (std::size_t n = 0; n < frames; ++n) {
    const double x =
        amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / rate_hz);
    sound.samples.insert(sound.samples.end(), static_cast<std::size_t>(channels),
                         static_cast<float>(x));
  }
  return sound;
}

void write_wav(const std::string& path, const Sound& sound) {
  const auto bytes = static_cast<std::uint32_t>(sound.samples.size() * sizeof(float));
  const auto channels = static_cast<std::uint16_t>(sound.channels);
  std::string file = "RIFF";
  append(file, bytes + 36);
  file += "WAVEfmt ";
  append(file, std::uint32_t{16}), append(file, std::uint16_t{3}), append(file, channels);
  append(file, static_cast<std::uint32_t>(sound.rate_hz));
  append(file, static_cast<std::uint32_t>(sound.rate_hz * channels * 4));
  append(file, static_cast<std::uint16_t>(channels * 4)), append(file, std::uint16_t{32});
  file += "data";
  append(file, bytes);
  file.append(reinterpret_cast<const char*>(sound.samples.data()), bytes);
  write_bytes(path, file);
}

Sound decode(const std::string& path, int track) {
  const TemporaryFolder folder;
  const std::string wav = folder / "decoded.wav";
  must_run({"ffmpeg", "-v", "error", "-i", path, "-map", "0:a:" + std::to_string(track), "-c:a",
            "pcm_f32le", "-bitexact", wav});
  return parse_wav(bytes_of(wav));
}

double error_db(const Sound& a, const Sound& b) {
  if (a.channels != b.channels || a.samples.size() != b.samples.size()) return 300.0;
  return power_of_difference_db(a.samples.data(), b.samples.data(), a.samples.size());
}

double error_of_common_db(const Sound& a, const Sound& b) {
  if (a.channels != b.channels || a.samples.empty() || b.samples.empty()) return 300.0;
  const std::size_t count = std::min(a.samples.size(), b.samples.size());
  return power_of_difference_db(a.samples.data(), b.samples.data(), count);
}

int lag_frames(const Sound& a, const Sound& b, int most) {
  const auto x = a.channel(0), y = b.channel(0);
  const auto frames = static_cast<int>(std::min(x.size(), y.size()));
  const int count = std::min(frames - 2 * most, 30000);
  if (count <= 0) throw std::runtime_error("too short to find a lag");
  double best = -1e300;
  int lag = 0;
  for (int shift = -most; shift <= most; ++shift) {
    double sum = 0.0;
    for (int n = most; n < most + count; ++n) {
      sum += static_cast<double>(x[static_cast<std::size_t>(n)]) *
             static_cast<double>(y[static_cast<std::size_t>(n + shift)]);
    }
    if (sum > best) best = sum, lag = shift;
  }
  return lag;
}

double rms(const Sound& sound) {
  double power = 0.0;
  for (float x : sound.samples) power += static_cast<double>(x) * static_cast<double>(x);
  return std::sqrt(power / static_cast<double>(std::max<std::size_t>(sound.samples.size(), 1)));
}

Sound part(const Sound& sound, std::size_t first, std::size_t frames) {
  const auto at = static_cast<std::ptrdiff_t>(first * static_cast<std::size_t>(sound.channels));
  const auto count = static_cast<std::ptrdiff_t>(frames * static_cast<std::size_t>(sound.channels));
  return {sound.rate_hz,
          sound.channels,
          {sound.samples.begin() + at, sound.samples.begin() + at + count}};
}

}  // namespace otoscape::test
