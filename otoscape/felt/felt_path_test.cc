// SPDX-License-Identifier: Apache-2.0
#include "otoscape/felt/felt_path.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

namespace otoscape::felt {
namespace {

using Signal = std::vector<float>;
using Stereo = std::array<Signal, 2>;

constexpr double kRate = 48000.0;
constexpr int kQuantum = 64, kLatency = 384;
constexpr double kReference = 23.0;  // a programme at −23 LUFS

double db(double lin) { return 20.0 * std::log10(lin + 1e-30); }
double rms(const Signal& x, std::size_t from = 0) {
  double sum = 0.0;
  for (std::size_t n = from; n < x.size(); ++n) sum += static_cast<double>(x[n]) * x[n];
  return std::sqrt(sum / static_cast<double>(x.size() - from));
}

Signal sine(double seconds, double hz, double rms_lin, double rate = kRate) {
  Signal x(static_cast<std::size_t>(seconds * rate));
  for (std::size_t n = 0; n < x.size(); ++n) {
    x[n] =
        static_cast<float>(std::numbers::sqrt2 * rms_lin *
                           std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate));
  }
  return x;
}
Signal noise(std::size_t frames, unsigned seed, float rms_lin) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, rms_lin);
  Signal x(frames);
  for (float& v : x) v = gauss(random);
  return x;
}

struct Rig {
  double rate = kRate;
  int quantum = kQuantum, latency = kLatency, ears = 2;
  Levels levels{1.0, 0.0};
  FeltParams params{kReference, false, false, 7};
  std::int64_t first = 0;
};

// In time with the programme: the latency is cut off. Whole quanta from frame `run.first` on.
Stereo feel(const Stereo& programme, const Rig& run) {
  FeltPath path({{Hertz(run.rate), run.ears}, run.quantum, run.latency, run.first}, run.params);
  const auto frames = programme[0].size();
  Stereo y{Signal(frames), Signal(frames)},
      in{Signal(static_cast<std::size_t>(run.quantum)),
         Signal(static_cast<std::size_t>(run.quantum))},
      out = in;
  for (auto at = run.first; at < static_cast<std::int64_t>(frames) + run.latency;
       at += run.quantum) {
    for (std::size_t c = 0; c < 2; ++c) {
      for (std::size_t n = 0; n < in[c].size(); ++n) {
        const auto frame = static_cast<std::size_t>(at) + n;
        in[c][n] = frame < frames ? programme[c][frame] : 0.0f;
      }
    }
    const FullScaleBlock heard({out[0].data(), out[1].data()}, run.ears, run.quantum);
    path.process(FullScaleBlock({in[0].data(), in[1].data()}, run.ears, run.quantum), run.levels,
                 run.levels, heard);
    for (std::size_t c = 0; c < static_cast<std::size_t>(run.ears); ++c) {
      for (std::size_t n = 0; n < out[c].size(); ++n) {
        const std::int64_t frame = at - run.latency + static_cast<std::int64_t>(n);
        if (frame >= 0 && frame < static_cast<std::int64_t>(frames)) {
          y[c][static_cast<std::size_t>(frame)] = out[c][n];
        }
      }
    }
  }
  return y;
}

// Level of what is felt of a steady tone at both ears re the tone, in dB.
double felt_re_tone(double hz, double level_lu, const Rig& run = {}) {
  const double each = std::pow(10.0, (level_lu - run.params.reference_db - 3.0103) / 20.0);
  const Signal x = sine(1.5, hz, each, run.rate);
  const Stereo y = feel({x, x}, run);
  return db(rms(y[0], static_cast<std::size_t>(run.rate))) - db(each);
}

TEST(FeltPath, ATonesLevelIsThatOfTheLaw) {
  // The bands' sum, with their phases, through the body; each band at the gain of its own level.
  for (const double hz : {40.0, 50.0, 88.0, 180.0}) {
    for (const double e : {-10.0, 2.0, 12.0}) {
      std::complex<double> sum;
      for (std::size_t b = 0; b < kBands; ++b) {
        const std::complex<double> part = band(b, Hertz(hz));
        sum += part * std::pow(10.0, kLaws[b].gain_db(e + db(std::abs(part))) / 20.0);
      }
      EXPECT_NEAR(felt_re_tone(hz, e), db(std::abs(sum)) + db(body_lin(Hertz(hz), kBodyScale[0])),
                  0.5)
          << hz << " " << e;
    }
  }
}

TEST(FeltPath, ItExpandsBelowItsThresholdAndCompressesAbove) {
  const auto slope = [](double from, double to) {
    // Low enough that the middle band adds little.
    return (felt_re_tone(32.0, to) - felt_re_tone(32.0, from)) / (to - from);
  };
  EXPECT_NEAR(slope(-20.0, -10.0), 1.6, 0.1);
  EXPECT_NEAR(slope(10.0, 20.0), -0.25, 0.15);
}

TEST(FeltPath, WhereVoicesLieItFallsFaster) {
  // In the middle of a band, at and below its threshold, by 10 LU: 2.2 times as many decibels, but
  // for the bands beside it.
  EXPECT_NEAR(felt_re_tone(88.0, 5.0) - felt_re_tone(88.0, -5.0), 20.5, 2.0);
  EXPECT_NEAR(felt_re_tone(180.0, 10.0) - felt_re_tone(180.0, 0.0), 22.0, 2.0);
}

TEST(FeltPath, VoicesFundamentalsNeedMoreThanADrumsBody) {
  EXPECT_GT(felt_re_tone(60.0, 0.0), felt_re_tone(170.0, 0.0) + 8.0);
}

TEST(FeltPath, NothingIsFeltAboveOneKilohertz) {
  EXPECT_LT(felt_re_tone(1000.0, 20.0), -100.0);
  EXPECT_LT(felt_re_tone(3000.0, 20.0), -100.0);
  EXPECT_LT(felt_re_tone(1000.0, 20.0, {.levels = {1.0, 1.0}, .params = {kReference, false, true}}),
            -80.0);
}

TEST(FeltPath, WaterAddsALowMuffledVoice) {
  const Rig water{.levels = {1.0, 1.0}, .params = {kReference, false, true, 7}};
  EXPECT_GT(felt_re_tone(160.0, -15.0, water), felt_re_tone(160.0, -15.0) + 20.0);
  EXPECT_GT(felt_re_tone(300.0, -15.0, water), -28.0);
  EXPECT_LT(felt_re_tone(800.0, -15.0, water), -60.0);
}

// A click's energy comes out no earlier than the click, but for the filters' ringing before it of
// the ways down and up, and with its weight where minimum phase has it, at every rate.
TEST(FeltPath, ItIsInTimeWithTheProgramme) {
  struct Rate {
    double hz;
    int quantum, latency;
  };
  for (const Rate& r :
       {Rate{8000, 16, 80}, Rate{11025, 16, 92}, Rate{31000, 32, 220}, Rate{44100, 64, 368},
        Rate{48000, 64, 384}, Rate{48000, 64, 1400}, Rate{192000, 256, 1536}}) {
    const auto frames = static_cast<std::size_t>(r.hz / r.quantum) * r.quantum;
    Stereo x{Signal(frames), Signal(frames)};
    const auto place = static_cast<std::size_t>(0.5 * r.hz);
    const double width = 0.004 * r.hz;  // of a soft click within the passband
    for (std::size_t n = 0; n < frames; ++n) {
      const double off = (static_cast<double>(n) - static_cast<double>(place)) / width;
      x[0][n] = x[1][n] = static_cast<float>(3.0 * std::exp(-0.5 * off * off));
    }
    const Stereo y = feel(x, {.rate = r.hz, .quantum = r.quantum, .latency = r.latency});
    double before = 0.0, all = 0.0, moment = 0.0;
    for (std::size_t n = 0; n < frames; ++n) {
      const double t = (static_cast<double>(n) - static_cast<double>(place)) / r.hz;
      const double energy = static_cast<double>(y[0][n]) * y[0][n];
      all += energy;
      moment += energy * t;
      if (t < -0.012) before += energy;
    }
    EXPECT_LT(before, 1e-4 * all) << r.hz;
    EXPECT_GT(all, 0.0) << r.hz;
    EXPECT_NEAR(moment / all, 0.0113, 0.0002) << r.hz;
  }
}

TEST(FeltPath, ALaterOutputIsTheSameSound) {
  const Stereo x{noise(48000, 1, 0.1f), noise(48000, 2, 0.1f)};
  const Stereo early = feel(x, {}), late = feel(x, {.latency = 700});
  EXPECT_EQ(early, late);
}

TEST(FeltPath, AfterItsMemoryARegionHasTheBitsOfTheWhole) {
  const Stereo x{noise(3 * 48000, 3, 0.1f), noise(3 * 48000, 4, 0.1f)};
  const FeltParams params{kReference, false, true, 7};
  const Rig whole{.levels = {1.0, 1.0}, .params = params};
  Rig part = whole;
  const Stereo y = feel(x, whole);
  for (const std::int64_t first : {64, 6400, 48000}) {
    part.first = first;
    const Stereo z = feel(x, part);
    const auto from =
        static_cast<std::ptrdiff_t>(static_cast<double>(first) + FeltPath::kMemorySeconds * kRate);
    for (std::size_t c = 0; c < 2; ++c) {
      EXPECT_TRUE(std::equal(y[c].begin() + from, y[c].end(), z[c].begin() + from)) << first;
      EXPECT_NE(y[c], z[c]);
    }
  }
}

TEST(FeltPath, AtItsHighestLevelNoThirdOfAnOctaveIsLouderThanTheProgramme) {
  for (double hz = 25.0; hz < 700.0; hz *= std::exp2(1.0 / 3.0)) {
    for (const double e : {-10.0, 0.0, 5.0, 9.0}) {
      EXPECT_LT(
          felt_re_tone(hz, e, {.levels = {10.0, 10.0}, .params = {kReference, false, true, 7}}),
          1.5)  // the water's level wanders by ±0.9 dB
          << hz << " " << e;
    }
  }
}

TEST(FeltPath, SideSoundIsFeltToo) {
  const Signal x = sine(1.5, 50.0, 0.3);
  Signal opposite = x;
  for (float& v : opposite) v = -v;
  const double centred = db(rms(feel({x, x}, {})[0], 48000)),
               sides = db(rms(feel({x, opposite}, {})[0], 48000));
  EXPECT_NEAR(sides, centred + db(kSideShare), 0.5);
}

TEST(FeltPath, PhysicalLevelsHaveTheirOwnThresholds) {
  // fs = 100: a tone of 98 dB SPL at each ear lies at the threshold of the middle band.
  const FeltParams physical{100.0 - 3.0103, true, false, 7};
  const auto felt = [&](double db_spl) {
    const Signal x = sine(1.5, 88.0, std::pow(10.0, (db_spl - 100.0) / 20.0));
    return db(rms(feel({x, x}, {.params = physical})[0], 48000)) - (db_spl - 100.0);
  };
  EXPECT_GT(felt(100.0), -29.0);
  EXPECT_LT(felt(78.0), felt(98.0) - 25.0);
}

TEST(FeltPath, MonoIsFeltAsBothEarsAlike) {
  const Signal x = noise(48000, 5, 0.1f);
  const Stereo mono = feel({x, x}, {.ears = 1}), both = feel({x, x}, {});
  EXPECT_NEAR(db(rms(mono[0], 24000)), db(rms(both[0], 24000)), 1.0);
}

TEST(FeltPath, SilenceStaysSilence) {
  const Stereo y = feel({Signal(9600), Signal(9600)}, {});
  EXPECT_EQ(*std::ranges::max_element(y[0]), 0.0f);
}

}  // namespace
}  // namespace otoscape::felt
