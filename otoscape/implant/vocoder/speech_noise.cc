// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/speech_noise.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/lock.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/spline_noise.h"
#include "otoscape/dsp/window.h"
#include "otoscape/units/calibration.h"

namespace otoscape::implant::vocoder {
namespace {

// Byrne et al. (1994), the international long-term average speech spectrum: third octaves from
// 63 Hz, in dB of an overall 70.
constexpr std::array<double, 25> kThirdOctavesDb = {
    38.6, 43.5, 54.4, 57.7, 56.8, 60.2, 60.3, 59.0, 62.1, 62.1, 60.5, 56.8, 53.7,
    53.0, 52.0, 48.7, 48.1, 46.8, 45.6, 44.5, 44.3, 43.7, 43.4, 41.3, 40.7};
constexpr double kLowestHz = 63.0957, kSpeechDbSpl = 65.0;

constexpr int kSize = 8192, kBlocks = 14;  // half overlapping: 3.8 s at 16 kHz
constexpr std::uint64_t kKey = 0x5eec4;

constexpr int kAtOnce = 256;  // bins or samples between pauses

// Power in a hertz, re the whole.
double density(double hz) {
  const double third = 10.0 * std::log10(std::max(hz, 1.0) / kLowestHz);
  const double held = std::clamp(third, 0.0, static_cast<double>(kThirdOctavesDb.size() - 1));
  const auto below = std::min(static_cast<std::size_t>(held), kThirdOctavesDb.size() - 2);
  const double way = held - static_cast<double>(below);
  const double db =
      kThirdOctavesDb[below] + way * (kThirdOctavesDb[below + 1] - kThirdOctavesDb[below]);
  if (third < -1.0) return 0.0;
  return std::pow(10.0, db / 10.0) / hz;
}

std::vector<float> at_speech_level(std::vector<float> noise) {
  double power = 0.0;
  for (const float v : noise) power += static_cast<double>(v) * static_cast<double>(v);
  const double wanted = kReferencePressurePa * std::pow(10.0, kSpeechDbSpl / 20.0);
  const double gain = wanted / std::sqrt(power / static_cast<double>(noise.size()));
  for (float& v : noise) v = static_cast<float>(gain * static_cast<double>(v));
  return noise;
}

// Blocks of random phases under √Hann windows that overlap by half: the powers add up to one.
Slices<std::vector<float>> make_noise(Pace& pace, double rate_hz) {
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kSize, arena);
  const auto re = arena.take<float>(kSize), im = arena.take<float>(kSize);
  std::vector<float> noise(static_cast<std::size_t>((kBlocks + 1) * kSize / 2));
  for (int block = 0; block < kBlocks; ++block) {
    std::ranges::fill(re, 0.0f), std::ranges::fill(im, 0.0f);
    for (int k = 1; k < kSize / 2; ++k) {
      const auto draw = dsp::hash(kKey, static_cast<std::uint64_t>(block * kSize + k));
      const double phase = 2.0 * std::numbers::pi * static_cast<double>(draw >> 11) * 0x1p-53;
      const double size = std::sqrt(density(k * rate_hz / kSize));
      re[static_cast<std::size_t>(k)] = static_cast<float>(size * std::cos(phase));
      im[static_cast<std::size_t>(k)] = static_cast<float>(size * std::sin(phase));
      if (k % kAtOnce == 0) co_await pace.pause();
    }
    fft.inverse(re, im);
    float* at = noise.data() + block * kSize / 2;
    for (int n = 0; n < kSize; ++n) {
      at[n] += static_cast<float>(dsp::root_hann(n + 0.5, kSize)) * re[static_cast<std::size_t>(n)];
    }
    co_await pace.pause();
  }
  // The ends are half a block without overlap.
  noise.erase(noise.begin(), noise.begin() + kSize / 2);
  noise.resize(noise.size() - kSize / 2);
  co_return at_speech_level(std::move(noise));
}

// Speech is mostly softer than its mean and now and then much louder; how much of it a map's
// saturation takes depends on that. Levels drawn from a normal distribution, smooth over 50 ms:
// with these two numbers the noise loses in every map what five talkers lose, within 0.7 dB for
// sensitivities of −12…6 dB (ours).
constexpr double kRhythmDb = 15.0, kRhythmHz = 20.0;

Slices<std::vector<float>> make_speech_like(Pace& pace, std::span<const float> steady,
                                            double rate_hz) {
  std::vector<float> noise(steady.begin(), steady.end());
  for (std::size_t n = 0; n < noise.size(); ++n) {
    const double cells = kRhythmHz * static_cast<double>(n) / rate_hz;
    const double db = kRhythmDb * dsp::slow_noise(kKey, dsp::to_cells(cells));
    noise[n] *= static_cast<float>(std::pow(10.0, db / 20.0));
    if (n % static_cast<std::size_t>(kAtOnce) == 0) co_await pace.pause();
  }
  co_return at_speech_level(std::move(noise));
}

struct Noises {
  std::vector<float> steady, speech_like;
};

// Noises that have been made, by rate. They stay.
class Known {
 public:
  const Noises* at(Hertz rate) {
    const Locked locked(lock_);
    const auto found = all_.find(std::lround(rate.value()));
    return found == all_.end() ? nullptr : &found->second;
  }
  const Noises* keep(Hertz rate, Noises made) {
    const Locked locked(lock_);
    return &all_.try_emplace(std::lround(rate.value()), std::move(made)).first->second;
  }

 private:
  Lock lock_;
  std::map<long, Noises> all_ OTOSCAPE_GUARDED_BY(lock_);
};

Slices<const Noises*> noises_at(Pace& pace, Hertz rate) {
  static Known known;
  if (const Noises* made = known.at(rate)) co_return made;
  Noises noises;
  noises.steady = co_await make_noise(pace, rate.value());
  noises.speech_like = co_await make_speech_like(pace, noises.steady, rate.value());
  co_return known.keep(rate, std::move(noises));
}

}  // namespace

std::span<const float> speech_spectrum_noise(Hertz rate) {
  return all_at_once([&](Pace& pace) { return noises_at(pace, rate); })->steady;
}

Slices<std::span<const float>> speech_like_noise(Pace& pace, Hertz rate) {
  co_return (co_await noises_at(pace, rate))->speech_like;
}

}  // namespace otoscape::implant::vocoder
