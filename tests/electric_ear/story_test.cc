// SPDX-License-Identifier: Apache-2.0
// What an audience would notice of implants in a story, through the program: no single note in a
// voice, no lean to one side in company, no standing chord where music moves.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "tests/support/parts.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"
#include "tests/support/spectrum.h"
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

using Samples = std::vector<float>;
constexpr int kRate = 48000;

// Five voices after each other, 26 s or so.
Samples voices() {
  Samples x;
  for (const Talker& talker : talkers())
    x.insert(x.end(), talker.sound.begin(), talker.sound.end());
  scale_to(x, 0.07);
  return x;
}

// The five at once, over and over, from different words on, over music.
Samples party(double seconds) {
  Samples x = chords(seconds, kRate, 0.02);
  const Samples hits = drums(seconds, kRate, 0.01);
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] += hits[n];
    for (std::size_t t = 0; t < talkers().size(); ++t) {
      const Samples& sound = talkers()[t].sound;
      x[n] += sound[(n + t * 61234) % sound.size()];
    }
  }
  scale_to(x, 0.1);
  return x;
}

// Plucked notes, four a second, over a bass: as lively as speech.
Samples plucked(double seconds) {
  constexpr double kRoots[] = {110.0, 87.3, 98.0, 130.8}, kSteps[] = {1, 1.26, 1.5, 2, 1.5, 1.26};
  Samples x(static_cast<std::size_t>(seconds * kRate));
  const auto pluck = [&](double from_s, double hz, double decay_s, double amplitude) {
    const auto first = static_cast<std::size_t>(from_s * kRate);
    const std::size_t end = std::min(x.size(), first + kRate * 6 / 10);
    for (int h = 1; h < 10; ++h) {
      const double own_s = decay_s / std::pow(h, 0.4);
      for (std::size_t n = first; n < end; ++n) {
        const double t = static_cast<double>(n - first) / kRate;
        x[n] += static_cast<float>(amplitude / h * std::exp(-t / own_s) *
                                   std::sin(2.0 * std::numbers::pi * hz * h * t));
      }
    }
  };
  for (int beat = 0; beat < static_cast<int>(seconds * 4.0); ++beat) {
    const double root = kRoots[beat / 8 % 4];
    if (beat % 2 == 0) pluck(beat * 0.25, root, 0.25, 0.5);
    pluck(beat * 0.25, 4.0 * root * kSteps[beat * 5 % 6], 0.18, 0.3);
  }
  scale_to(x, 0.1);
  return x;
}

struct Pair {
  Samples left, right;
};

// A sound in the middle, through a listener without ringing.
Pair heard(const Samples& middle, const std::string& listener, const Words& more = {}) {
  const TemporaryFolder folder;
  Sound in{kRate, 2, {}};
  for (const float v : middle) in.samples.insert(in.samples.end(), {v, v});
  write_wav(folder / "in.wav", in);
  Words arguments = {"--listener", listener, "--tinnitus", "off", "--sample-format", "f32"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  const Ran ran = render(folder / "in.wav", folder / "out.wav", arguments);
  EXPECT_EQ(ran.status, 0) << ran.err;
  const Sound out = decode(folder / "out.wav");
  return {out.channel(0), out.channel(1)};
}

// Largest share of the energy above 60 Hz within a 24th of an octave, wherever it begins.
double strongest_line(const Samples& x) {
  constexpr std::size_t kSize = 16384;
  std::vector<double> sums(kSize / 2 + 1);
  const auto bin_of = [](double hz) { return hz * kSize / kRate; };
  for (std::size_t at = 0; at + kSize <= x.size(); at += kSize / 2) {
    Samples slice(x.begin() + static_cast<std::ptrdiff_t>(at),
                  x.begin() + static_cast<std::ptrdiff_t>(at + kSize));
    for (std::size_t n = 0; n < kSize; ++n) {
      slice[n] *= static_cast<float>(
          0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * static_cast<double>(n) / kSize));
    }
    const Spectrum s = spectrum(slice);
    for (std::size_t k = 0; k < kSize / 2; ++k) sums[k + 1] += std::norm(s[k]);
  }
  for (std::size_t k = 1; k < sums.size(); ++k) sums[k] += sums[k - 1];
  const auto first = static_cast<std::size_t>(bin_of(60.0)) + 1;
  double most = 0.0;
  for (std::size_t k = first; k < kSize / 2; ++k) {
    const auto end =
        static_cast<std::size_t>(std::ceil(static_cast<double>(k) * std::exp2(1.0 / 24.0)));
    most = std::max(most, sums[std::min(end, sums.size() - 1)] - sums[k]);
  }
  return most / (sums.back() - sums[first]);
}

TEST(ImplantStory, NoOneNoteHoldsAVoice) {
  const Samples in = voices();
  const Pair out = heard(in, "preset:film-activation");
  const double most = std::max(0.08, 2.0 * strongest_line(in));
  for (const Samples* ear : {&out.left, &out.right}) EXPECT_LE(strongest_line(*ear), most);
}

double energy(const Samples& x, std::size_t first, std::size_t count) {
  return power_of(std::span(x).subspan(first, count)) * static_cast<double>(count);
}

TEST(ImplantStory, APartyInTheMiddleLeansToNoSide) {
  const Samples in = party(24.0);
  for (const char* seed : {"1", "2", "3"}) {
    const Pair out = heard(in, "preset:film-activation", {"--seed", seed});
    for (std::size_t at = 0; at + 3 * kRate <= out.left.size(); at += kRate / 4) {
      const double db =
          10.0 * std::log10(energy(out.left, at, 3 * kRate) / energy(out.right, at, 3 * kRate));
      EXPECT_LE(std::abs(db), 2.0) << "from " << static_cast<double>(at) / kRate << " s";
    }
    // Yet every moment has its side.
    double sides = 0.0;
    constexpr std::size_t kTenth = kRate / 10;
    const std::size_t tenths = out.left.size() / kTenth;
    for (std::size_t i = 0; i < tenths; ++i) {
      const double l = energy(out.left, i * kTenth, kTenth),
                   r = energy(out.right, i * kTenth, kTenth);
      sides += std::abs(l - r) / (l + r) / static_cast<double>(tenths);
    }
    EXPECT_GE(sides, 0.3);
  }
}

// Standard deviation, in dB, of what moves at 1 … 8 Hz in 1024 levels, a hundred a second; at most
// 40 dB below the loudest, what the map can code.
double movement_db(const std::vector<double>& power) {
  constexpr std::size_t kRows = 1024;
  const double most = *std::max_element(power.begin(), power.end());
  Spectrum s(kRows);
  for (std::size_t i = 0; i < kRows; ++i) s[i] = 10.0 * std::log10(std::max(power[i], 1e-4 * most));
  transform(s, -1);
  double sum = 0.0;
  for (std::size_t k = 0; k <= kRows / 2; ++k) {
    const double hz = 100.0 * static_cast<double>(k) / kRows;
    if (hz >= 1.0 && hz <= 8.0) sum += 2.0 * std::norm(s[k]);
  }
  return std::sqrt(sum) / kRows;
}

// Power at a frequency under Hann windows that begin 10 ms apart, from 1 s on.
std::vector<double> levels_at(const Samples& x, double hz, std::size_t window) {
  std::vector<std::complex<double>> turns(window);
  for (std::size_t n = 0; n < window; ++n) {
    const auto i = static_cast<double>(n);
    const double hann =
        0.5 - 0.5 * std::cos(2.0 * std::numbers::pi * i / static_cast<double>(window));
    turns[n] = std::polar(hann, -2.0 * std::numbers::pi * hz * i / kRate);
  }
  std::vector<double> power;
  for (std::size_t row = 0; row < 1024; ++row) {
    std::complex<double> sum;
    const std::size_t first = kRate + row * kRate / 100;
    for (std::size_t n = 0; n < window; ++n) sum += turns[n] * static_cast<double>(x[first + n]);
    power.push_back(std::norm(sum));
  }
  return power;
}

// Bins of 125 Hz in each band of ACE's 22, from the second on, and where the Contour's contacts
// lie (docs/models/implant-resynthesis.md).
constexpr int kBins[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8};
constexpr double kPlacesHz[] = {713.33,  793.72,   912.54,   1055.94, 1232.80, 1427.57,
                                1663.45, 1941.07,  2297.67,  2678.41, 3151.89, 3624.82,
                                4151.53, 4748.55,  5363.53,  6041.84, 6925.69, 8242.47,
                                9642.80, 11188.95, 12668.26, 14221.66};

TEST(ImplantStory, MusicThatMovesIsNoStandingChordOnTheDayOfActivation) {
  for (const Samples& in : {plucked(12.0), drums(12.0, kRate, 0.1)}) {
    const Samples out = heard(in, "preset:activation-day").left;
    int bin = 2, lively = 0;
    for (std::size_t band = 0; band < std::size(kBins); ++band) {
      std::vector<double> own(1024);
      for (int end = bin + kBins[band]; bin < end; ++bin) {
        const auto part = levels_at(in, 125.0 * bin, 384);
        for (std::size_t i = 0; i < own.size(); ++i) own[i] += part[i];
      }
      const double moves_db = movement_db(own);
      if (moves_db < 5.0) continue;
      ++lively;
      EXPECT_GE(movement_db(levels_at(out, kPlacesHz[band], 1200)), moves_db - 3.0) << band;
    }
    EXPECT_GE(lively, 8);
  }
}

}  // namespace
}  // namespace otoscape::test
