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

void scale(std::vector<float>& sound, double gain) {
  for (float& x : sound) x = static_cast<float>(static_cast<double>(x) * gain);
}

void to_peak(std::vector<float>& sound) {
  float peak = 0.0f;
  for (float x : sound) peak = std::max(peak, std::abs(x));
  scale(sound, 1.0 / static_cast<double>(peak));
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
