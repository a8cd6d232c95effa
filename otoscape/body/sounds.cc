// SPDX-License-Identifier: Apache-2.0
#include "otoscape/body/sounds.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <span>

#include "otoscape/base/ease.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/units/calibration.h"

namespace otoscape::body {
namespace {

constexpr double kTurn = 2.0 * std::numbers::pi;
constexpr double kHeartPerMin = 70.0, kThudsPerMin = 100.0;

std::vector<float> draw(Hertz rate, double seconds, auto&& at) {
  std::vector<float> sound(static_cast<std::size_t>(std::lround(seconds * rate.value())));
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sound[n] = static_cast<float>(at(static_cast<double>(n) / rate.value()));
  }
  return sound;
}

// A truncated exponential would click at its end.
void close(Hertz rate, double seconds, std::vector<float>& sound) {
  const auto frames =
      std::min(sound.size(), static_cast<std::size_t>(std::lround(seconds * rate.value())));
  for (std::size_t n = 0; n < frames; ++n) {
    const double way = static_cast<double>(n) / static_cast<double>(frames);
    sound[sound.size() - 1 - n] *= static_cast<float>(raised_cosine(way));
  }
}

double energy(std::span<const float> sound) {
  double sum = 0.0;
  for (float x : sound) sum += static_cast<double>(x) * static_cast<double>(x);
  return sum;
}

void scale(std::vector<float>& sound, double gain) {
  for (float& x : sound) x = static_cast<float>(static_cast<double>(x) * gain);
}

void to_peak(std::vector<float>& sound) {
  float peak = 0.0f;
  for (float x : sound) peak = std::max(peak, std::abs(x));
  scale(sound, 1.0 / static_cast<double>(peak));
}

// The gain at which sounds of this energy, `per_min` times a minute, have a level over time.
double gain_to(DbSpl level, double energy_in_frames, double per_min, Hertz rate) {
  const double mean_square = energy_in_frames * per_min / (60.0 * rate.value());
  return to_amplitude(level - kOnePascal) / std::sqrt(mean_square);
}

struct Burst {
  double hz, sigma_s, amplitude, after_s;
};

// Both heart sounds have the same lead, so that their middles are as far apart as their starts.
constexpr double kHeartLead = 0.105, kHeartLength = 0.230;

std::vector<float> bursts(Hertz rate, std::span<const Burst> parts, double pitch) {
  return draw(rate, kHeartLength, [&](double t) {
    double sum = 0.0;
    for (const Burst& part : parts) {
      const double since = t - kHeartLead - part.after_s, x = since / part.sigma_s;
      sum += part.amplitude * std::exp(-0.5 * x * x) * std::sin(kTurn * pitch * part.hz * since);
    }
    const double edge = std::min(t, kHeartLength - t) / 0.02;
    return sum * (edge < 1.0 ? edge * edge * (3.0 - 2.0 * edge) : 1.0);
  });
}

std::vector<float> footfall(Hertz rate) {
  auto sound = draw(rate, 0.5, [](double t) {
    const double glide = 34.0 * t + 0.35 * (1.0 - std::exp(-t / 0.020));
    const double body = std::exp(-t / 0.060) * std::sin(kTurn * glide);
    const double edge = 0.35 * std::exp(-t / 0.025) * std::sin(kTurn * 75.0 * t);
    return (1.0 - std::exp(-t / 0.004)) * (body + edge);
  });
  close(rate, 0.1, sound);
  return sound;
}

double largest_mean_square(std::span<const float> sound, std::size_t frames) {
  double sum = 0.0, most = 0.0;
  for (std::size_t n = 0; n < sound.size(); ++n) {
    sum += std::pow(static_cast<double>(sound[n]), 2);
    if (n >= frames) sum -= std::pow(static_cast<double>(sound[n - frames]), 2);
    most = std::max(most, sum);
  }
  return most / static_cast<double>(frames);
}

// A blast is limited to 1. If the highest peak of its noise were scaled to 1 instead, its loudness
// would vary by 3 dB with the noise.
constexpr double kBlastDrive = 1.3;

// 60–2500 Hz, unit RMS.
std::vector<float> roar(Hertz rate, std::uint64_t key, std::size_t frames) {
  constexpr double kMiddleHz = 1280.0, kWidthHz = 2440.0;
  const double turns = std::min(kMiddleHz / rate.value(), 0.25);
  const dsp::PhaseRamp carrier{0, dsp::to_phase(turns), 0};
  const dsp::PhaseRamp cells{0, dsp::to_cells(dsp::cells_per_frame(Hertz(kWidthHz), rate)), 0};
  std::vector<float> sound;
  while (sound.size() < frames) {
    dsp::Row re, im, row;
    dsp::complex_noise(key, cells.from(sound.size()), dsp::Row::kFrames, re, im);
    dsp::turn_up(carrier.from(sound.size()), {}, dsp::Row::kFrames, {re, im}, row);
    sound.insert(sound.end(), row.x, row.x + dsp::Row::kFrames);
  }
  return sound;
}

}  // namespace

HeartSounds heart_sounds(Hertz rate, bool film) {
  constexpr Burst kFirst[] = {
      {38.0, 0.030, 1.0, 0.0}, {76.0, 0.018, 0.55, 0.012}, {135.0, 0.010, 0.2, 0.020}};
  constexpr Burst kSecond[] = {{52.0, 0.020, 0.45, 0.0}, {105.0, 0.012, 0.4, 0.006}};
  const double pitch = film ? 2.0 : 1.0;
  HeartSounds heart{bursts(rate, kFirst, pitch), bursts(rate, kSecond, pitch)};
  const double both = energy(heart.first) + energy(heart.second);
  const double gain = gain_to(kHeartLevel, both, kHeartPerMin, rate);
  scale(heart.first, gain);
  scale(heart.second, gain);
  return heart;
}

std::vector<float> thud_sound(Hertz rate) {
  auto sound = footfall(rate);
  scale(sound, gain_to(kThudLevel, energy(sound), kThudsPerMin, rate));
  return sound;
}

std::vector<float> plug_sound(Hertz rate) {
  auto sound = footfall(rate);
  const auto frames = static_cast<std::size_t>(std::lround(0.1 * rate.value()));
  scale(sound,
        to_amplitude(kPlugLevel - kOnePascal) / std::sqrt(largest_mean_square(sound, frames)));
  return sound;
}

std::vector<float> pop_sound(Hertz rate) {
  auto sound = draw(rate, 0.160, [](double t) {
    const double turns = 55.0 * t + 0.9 * (1.0 - std::exp(-t / 0.012));
    return (1.0 - std::exp(-t / 0.0015)) * std::exp(-t / 0.018) * std::sin(kTurn * turns);
  });
  close(rate, 0.05, sound);
  to_peak(sound);
  return sound;
}

std::vector<float> blast_sound(Hertz rate, std::uint64_t key) {
  const auto noise = roar(rate, key, static_cast<std::size_t>(3.0 * rate.value()) + 1);
  auto sound = draw(rate, 3.0, [&](double t) {
    const double wave = (1.0 - t / 0.006) * std::exp(-t / 0.006);
    const double tail = 0.8 * std::exp(-t / 0.090) + 0.2 * std::exp(-t / 0.500);
    const auto n = static_cast<std::size_t>(std::lround(t * rate.value()));
    const double sum = wave + 0.35 * tail * static_cast<double>(noise[n]);
    const double u = kBlastDrive * (1.0 - std::exp(-t / 0.0003)) * sum;
    return u / std::pow(1.0 + std::pow(u, 6.0), 1.0 / 6.0);
  });
  close(rate, 1.0, sound);
  return sound;
}

}  // namespace otoscape::body
