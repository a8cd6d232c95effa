// SPDX-License-Identifier: Apache-2.0
// Ringing of a story through the program: it moves, differs between the ears, and sinks under a
// loud world. What rings is a render less the same render without ringing.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <random>

#include "tests/support/shell.h"
#include "tests/support/sound.h"
#include "tests/support/spectrum.h"

namespace otoscape::test {
namespace {

constexpr int kRate = 48000;
constexpr double kQuiet = 30.0, kLoud = 12.0, kAfter = 12.0;  // s

using Signal = std::vector<float>;

double level_db(const Signal& x, double from_s, double to_s) {
  const auto from = static_cast<std::size_t>(from_s * kRate),
             to = static_cast<std::size_t>(to_s * kRate);
  double sum = 0.0;
  for (std::size_t n = from; n < to; ++n)
    sum += static_cast<double>(x[n]) * static_cast<double>(x[n]);
  return 10.0 * std::log10(sum / static_cast<double>(to - from) + 1e-30);
}

// Standard deviation of the level over 0.1 s.
double deviation_db(const Signal& x, double seconds) {
  double sum = 0.0, squares = 0.0;
  const int pieces = static_cast<int>(std::lround(seconds * 10.0));
  for (int i = 0; i < pieces; ++i) {
    const double db = level_db(x, 0.1 * i, 0.1 * (i + 1));
    sum += db, squares += db * db;
  }
  return std::sqrt(std::max(0.0, squares / pieces - std::pow(sum / pieces, 2)));
}

using Spectra = std::vector<Spectrum>;
// Of windows of 0.25 s over 20 s, from 5.5 to 6.7 kHz in steps of 4 Hz.
Spectra spectra(const Signal& x) {
  constexpr std::size_t kFrames = kRate / 4, kFirst = 5500 / 4, kLast = 6700 / 4;
  Spectra all;
  for (std::size_t start = 0; start + kFrames <= 20 * kRate; start += kFrames) {
    all.push_back(lines({x.data() + start, kFrames}, static_cast<double>(kFirst) / kFrames,
                        1.0 / kFrames, kLast - kFirst + 1));
  }
  return all;
}

double strongest_hz(const Spectra& x) {
  std::vector<double> power(x[0].size());
  for (const auto& window : x) {
    for (std::size_t k = 0; k < power.size(); ++k) power[k] += std::norm(window[k]);
  }
  const auto most = std::ranges::max_element(power) - power.begin();
  return 5500.0 + 4.0 * static_cast<double>(most);
}

// Root of the magnitude-squared coherence, weighted by power.
double coherence(const Spectra& x, const Spectra& y) {
  double sum = 0.0, weights = 0.0;
  for (std::size_t k = 0; k < x[0].size(); ++k) {
    std::complex<double> cross = 0.0;
    double a = 0.0, b = 0.0;
    for (std::size_t w = 0; w < x.size(); ++w) {
      cross += x[w][k] * std::conj(y[w][k]);
      a += std::norm(x[w][k]), b += std::norm(y[w][k]);
    }
    const double weight = std::sqrt(a * b);
    sum += weight * std::abs(cross) / (weight + 1e-300);
    weights += weight;
  }
  return sum / weights;
}

class RingingLife : public testing::Test {
 protected:
  // Half a minute of near silence, a party, and near silence again. The party alone sets the
  // loudness.
  void SetUp() override {
    Sound film{kRate, 2, {}};
    std::mt19937 random(1);
    std::normal_distribution<float> gauss;
    float low = 0.0f;
    for (std::size_t n = 0; n < 2 * static_cast<std::size_t>((kQuiet + kLoud + kAfter) * kRate);
         ++n) {
      const double t = static_cast<double>(n / 2) / kRate;
      const bool loud = t >= kQuiet && t < kQuiet + kLoud;
      low += 0.1f * (gauss(random) - low);
      film.samples.push_back(low * (loud ? 0.3f : 1e-5f));
    }
    write_wav(in, film);
  }
  // What rings of these layers of one ear each.
  std::array<Signal, 2> ringing(const std::string& layers) {
    write_bytes(folder / "ears.toml",
                "format = \"otoscape.listener/1\"\nname = \"ears\"\n[both]\n"
                "air_db_hl = { 1000 = 20 }\n" +
                    layers);
    const Sound with = heard("full"), without = heard("off");
    std::array<Signal, 2> ears;
    for (int c = 0; c < 2; ++c) {
      ears[static_cast<std::size_t>(c)] = with.channel(c);
      const Signal world = without.channel(c);
      auto& ear = ears[static_cast<std::size_t>(c)];
      for (std::size_t n = 0; n < ear.size(); ++n) ear[n] -= world[n];
    }
    return ears;
  }
  Sound heard(const std::string& tinnitus) {
    const Ran ran =
        otoscape({"render", in, "-o", out, "--listener", folder / "ears.toml", "--tinnitus",
                  tinnitus, "--smearing", "off", "--sample-format", "f32", "--overwrite"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return decode(out);
  }

  TemporaryFolder folder;
  const std::string in = folder / "in.wav", out = folder / "out.wav";
};

std::string layer(const std::string& ear, const std::string& keys, const std::string& more = "") {
  return "[[" + ear + ".tinnitus]]\n" + keys + "\n" + more;
}
const std::string kStory =
    layer("left", "name = 'whistle'\npitch_hz = 5940\nlevel_db_spl = 35\nroughness = 0.35") +
    layer("left", "name = 'hiss'\nkind = 'noise'\npitch_hz = 4100\nlevel_db_spl = 33") +
    layer("right", "name = 'whistle'\npitch_hz = 6210\nlevel_db_spl = 32") +
    layer("right", "name = 'crickets'\nkind = 'crickets'\npitch_hz = 5200\nlevel_db_spl = 28");

TEST_F(RingingLife, MovesAndDiffersBetweenTheEars) {
  const auto ears = ringing(kStory);
  for (const Signal& ear : ears) {
    EXPECT_GT(deviation_db(ear, kQuiet), 0.7);
    EXPECT_LT(deviation_db(ear, kQuiet), 3.0);
  }
  const Spectra left = spectra(ears[0]), right = spectra(ears[1]);
  EXPECT_LT(coherence(left, right), 0.5);
  EXPECT_GT(strongest_hz(right) / strongest_hz(left), 1.03);
  EXPECT_GT(level_db(ears[0], 0.0, kQuiet) - level_db(ears[0], kQuiet + 2.0, kQuiet + kLoud), 6.0);
}

// A layer written once for both ears is two sounds, unless it is to be one.
TEST_F(RingingLife, OneLayerForBothEarsIsTwoSoundsUnlessCentral) {
  const std::string whistle = "pitch_hz = 6000\nlevel_db_spl = 35";
  const auto two = ringing(layer("both", whistle));
  const Spectra left = spectra(two[0]), right = spectra(two[1]);
  EXPECT_NEAR(strongest_hz(right) / strongest_hz(left), 1.017, 0.008);
  EXPECT_LT(coherence(left, right), 0.5);
  EXPECT_NEAR(level_db(two[0], 0.0, kQuiet) - level_db(two[1], 0.0, kQuiet), 2.5, 1.5);
  const auto one = ringing(layer("both", whistle, "central = 'on'\n"));
  EXPECT_GT(coherence(spectra(one[0]), spectra(one[1])), 0.999);
}

// Against the same layer without masking: 12 dB down within a second, back with 2.5 s.
TEST_F(RingingLife, SinksUnderAPartyAndComesBack) {
  const std::string keys = "pitch_hz = 5940\nlevel_db_spl = 27\ninhibition = 'off'\n";
  const Signal sinks = ringing(layer("left", keys))[0],
               stays = ringing(layer("left", keys, "masking = 'off'\n"))[0];
  const auto gain = [&](double at) {
    return level_db(sinks, at - 0.05, at + 0.05) - level_db(stays, at - 0.05, at + 0.05);
  };
  EXPECT_NEAR(gain(20.0), 0.0, 0.05);
  EXPECT_NEAR(gain(kQuiet + 0.5), -9.2, 0.8);
  EXPECT_NEAR(gain(kQuiet + 5.0), -12.0, 0.3);
  for (const double after : {1.0, 2.0, 3.0, 5.0})
    EXPECT_NEAR(gain(kQuiet + kLoud + after), -12.0 * std::exp(-after / 2.5), 0.5) << after;
  // Measured in a clinic, it stays as it is, and what does not drift stands still.
  const Signal still =
      ringing(layer("left", "pitch_hz = 5940\nlevel_db_sl = 20\ndrift = 'off'"))[0];
  EXPECT_LT(deviation_db(still, kQuiet), 0.05);
  EXPECT_NEAR(level_db(still, kQuiet + 10.0, kQuiet + 11.0), level_db(still, 20.0, 21.0), 0.3);
}

}  // namespace
}  // namespace otoscape::test
