// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/hires_coder.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <random>

#include "otoscape/implant/tables/hires_bands.h"
#include "tests/support/reference_numbers.h"

namespace otoscape::implant::coding {
namespace {

CodingParams params() {
  CodingParams p;
  p.strategy = Strategy::hires120;
  p.agc = Agc::dual;
  p.pulse_width_us = 18.0;
  p.chip = Chip::micro_amperes;
  p.growth = {.growth = Growth::decibels, .range_db = 60.0};
  for (int e = 0; e < 16; ++e) p.bands.push_back({.electrode = e, .t_level = 50, .c_level = 500});
  return p;
}

template <class Real>
std::vector<Real> tone(double hz, double db_spl, double seconds) {
  std::vector<Real> sound;
  // 111.6 dB SPL peak is a tone of 108.6.
  const double peak = std::pow(10.0, (db_spl - 108.6) / 20.0);
  for (int n = 0; n < seconds * tables::kHiresRate; ++n) {
    sound.push_back(
        static_cast<Real>(peak * std::sin(2.0 * std::numbers::pi * hz * n / tables::kHiresRate)));
  }
  return sound;
}

template <class Real>
std::vector<Frame> code(const CodingParams& p, const std::vector<Real>& sound,
                        const HiresOptions& options = {}, std::size_t block = 480) {
  const auto coder = make_hires_coder<Real>(p, options);
  std::vector<Frame> frames, some(block + 2);
  for (std::size_t n = 0; n < sound.size(); n += block) {
    const std::span<const Real> part(sound.data() + n, std::min(block, sound.size() - n));
    const auto count = static_cast<std::ptrdiff_t>(coder->process(part, some));
    frames.insert(frames.end(), some.begin(), some.begin() + count);
  }
  return frames;
}

template <class Real>
std::vector<Real> speech() {
  const auto numbers = reference_numbers("input.f32");
  return {numbers.begin(), numbers.end()};
}

bool same(const std::vector<Frame>& a, const std::vector<Frame>& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].count != b[i].count || a[i].pulses != b[i].pulses) return false;
  }
  return true;
}

// The channel's current, both electrodes together.
double current(const Frame& frame, int channel) {
  for (std::size_t i = 0; i < 30; i += 2) {
    if (frame.pulses[i].band != channel) continue;
    return static_cast<double>(frame.pulses[i].current_ua) +
           static_cast<double>(frame.pulses[i + 1].current_ua);
  }
  return -1.0;
}

TEST(HiresCoder, SendsFifteenSlotsOfTwoPulsesInPublishedOrder) {
  const int expected[] = {0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11};
  const auto frames = code(params(), speech<double>());
  for (const Frame& frame : frames) {
    ASSERT_EQ(frame.count, 30);
    for (std::size_t slot = 0; slot < 15; ++slot) {
      const Pulse &lower = frame.pulses[2 * slot], &upper = frame.pulses[2 * slot + 1];
      EXPECT_EQ(lower.electrode, expected[slot]);
      EXPECT_EQ(upper.electrode, expected[slot] + 1);
      EXPECT_FALSE(lower.with_previous);
      EXPECT_TRUE(upper.with_previous);
    }
  }
}

TEST(HiresCoder, SendsACycleEvery540Microseconds) {
  const auto coder = make_hires_coder<double>(params());
  EXPECT_NEAR(coder->period_samples() / tables::kHiresRate, 540e-6, 1e-12);
  std::vector<Frame> frames(3);
  const std::vector<double> one(1, 0.0);
  int sent = 0;
  for (int n = 0; n < 20'000; ++n) {
    const int count = coder->process(one, frames);
    for (int i = 0; i < count; ++i, ++sent) {
      EXPECT_EQ(n, std::ceil(coder->first_sample() + sent * coder->period_samples() - 1e-6));
    }
  }
  EXPECT_EQ(sent, 2126);
}

TEST(HiresCoder, AnySplitGivesTheSameCycles) {
  const auto whole = code(params(), speech<float>());
  for (const std::size_t block : {1u, 7u, 64u, 26'000u}) {
    EXPECT_TRUE(same(whole, code(params(), speech<float>(), {}, block))) << block;
  }
  EXPECT_FALSE(same(whole, code(params(), tone<float>(1000.0, 60.0, 26'000 / tables::kHiresRate))));
}

TEST(HiresCoder, StartsAfreshWhenReset) {
  const auto sound = speech<float>();
  const auto coder = make_hires_coder<float>(params());
  std::vector<Frame> first(sound.size() / 9 + 2), again(first.size());
  const int count = coder->process(sound, first);
  coder->reset();
  EXPECT_EQ(coder->process(sound, again), count);
  EXPECT_TRUE(same(first, again));
}

// Pulses of a channel come in bursts, one in each of a tone's periods.
TEST(HiresCoder, BurstsAsOftenAsATonesPeriods) {
  const std::pair<int, double> tones[] = {{0, 400.0}, {1, 500.0}, {3, 710.0}};
  for (const auto& [channel, hz] : tones) {
    const auto frames = code(params(), tone<double>(hz, 65.0, 3.0), {.noise_reduction = false});
    const std::size_t from = 1852;
    int bursts = 0;
    for (std::size_t j = from; j < from + 1852; ++j) {
      bursts += current(frames[j], channel) > 0.0 && current(frames[j - 1], channel) == 0.0;
    }
    EXPECT_NEAR(bursts, hz, 4.0) << channel;
  }
}

TEST(HiresCoder, AFastTonesChannelFiresInEveryCycle) {
  const auto frames = code(params(), tone<double>(3000.0, 65.0, 1.0), {.noise_reduction = false});
  for (std::size_t j = 1000; j < frames.size(); ++j) EXPECT_GT(current(frames[j], 12), 50.0);
}

double centre_of_current(const Frame& frame) {
  double sum = 0.0, moment = 0.0;
  for (const Pulse& pulse : frame.pulses) {
    const double power = std::pow(static_cast<double>(pulse.current_ua), 4.0);
    sum += power, moment += power * pulse.electrode;
  }
  return moment / sum;
}

TEST(HiresCoder, AGlideMovesAlongTheArraySmoothly) {
  double before = -1.0;
  for (double hz = 450.0; hz < 4500.0; hz *= 1.03) {
    const auto frames =
        code(params(), tone<double>(hz, 65.0, 0.5), {.noise_reduction = false, .carrier = false});
    const double at = centre_of_current(frames.back());
    if (before >= 0.0) {
      EXPECT_GT(at, before - 0.35) << hz;
      EXPECT_LT(at, before + 1.0) << hz;
    }
    before = at;
  }
  EXPECT_GT(before, 13.0);
}

TEST(HiresCoder, MapsSixtyDecibelsBetweenTAndC) {
  auto p = params();
  p.agc = Agc::off;
  std::vector<double> levels;
  for (const double db : {40.0, 50.0, 60.0}) {
    const auto frames =
        code(p, tone<double>(2000.0, db, 1.0), {.noise_reduction = false, .carrier = false});
    double most = 0.0;
    for (int c = 0; c < 15; ++c) most = std::max(most, current(frames.back(), c));
    levels.push_back(most);
  }
  // (500 − 50) µA over 60 dB.
  EXPECT_NEAR(levels[1] - levels[0], 75.0, 0.1);
  EXPECT_NEAR(levels[2] - levels[1], 75.0, 0.1);
}

TEST(HiresCoder, SilenceIsIdleAndASilentElectrodeNeverFires) {
  for (const Frame& frame : code(params(), std::vector<double>(8000, 0.0), {.carrier = false})) {
    for (const Pulse& pulse : frame.pulses) EXPECT_EQ(pulse.current_ua, 0.0f);
  }
  auto p = params();
  p.bands[5].silent = true;
  double others = 0.0;
  for (const Frame& frame : code(p, speech<double>())) {
    for (const Pulse& pulse : frame.pulses) {
      if (pulse.electrode == 5) {
        EXPECT_EQ(pulse.current_ua, 0.0f);
      } else {
        others += static_cast<double>(pulse.current_ua);
      }
    }
  }
  EXPECT_GT(others, 0.0);
}

TEST(HiresCoder, NoiseReductionTakesTwelveDecibelsFromSteadyNoise) {
  std::mt19937 random(3);
  std::normal_distribution<double> gauss(0.0, std::pow(10.0, (60.0 - 111.6) / 20.0));
  std::vector<double> noise(4 * 17'400);
  for (double& x : noise) x = gauss(random);
  double with = 0.0, without = 0.0;
  const auto reduced = code(params(), noise, {.carrier = false});
  const auto plain = code(params(), noise, {.noise_reduction = false, .carrier = false});
  for (std::size_t j = plain.size() / 2; j < plain.size(); ++j) {
    with += current(reduced[j], 9), without += current(plain[j], 9);
  }
  // −8 … −12 dB of 60 over 450 µA.
  const double db = (with - without) / static_cast<double>(plain.size() / 2) * 60.0 / 450.0;
  EXPECT_LT(db, -7.0);
  EXPECT_GT(db, -12.0);
}

TEST(HiresCoder, SinglePrecisionSendsNearlyTheSameCurrents) {
  const HiresOptions no_carrier{.carrier = false};
  const auto exact = code(params(), speech<double>(), no_carrier);
  const auto fast = code(params(), speech<float>(), no_carrier);
  ASSERT_EQ(exact.size(), fast.size());
  int differ = 0, count = 0;
  for (std::size_t j = 0; j < exact.size(); ++j) {
    for (int c = 0; c < 15; ++c, ++count) {
      differ += std::abs(current(exact[j], c) - current(fast[j], c)) > 0.5;
    }
  }
  EXPECT_LT(differ, count / 1000);
}

TEST(HiresCoder, HoldsWhatIsNoNumberAway) {
  auto sound = speech<float>();
  sound[5000] = std::nanf("");
  sound[6000] = 1e30f;
  const auto frames = code(params(), sound);
  float most = 0.0f;
  for (std::size_t j = frames.size() - 500; j < frames.size(); ++j) {
    for (const Pulse& pulse : frames[j].pulses) {
      EXPECT_TRUE(std::isfinite(pulse.current_ua));
      most = std::max(most, pulse.current_ua);
    }
  }
  EXPECT_GT(most, 100.0f);
}

// A click's pulses come, on average, delay_samples after it.
TEST(HiresCoder, CarriesASoundAfterItsDelay) {
  auto p = params();
  p.agc = Agc::off;
  const auto coder = make_hires_coder<double>(p);
  double sum = 0.0, moment = 0.0;
  for (int click = 3000; click < 3080; ++click) {
    std::vector<double> sound(6000, 0.0);
    sound[static_cast<std::size_t>(click)] = 0.003;
    const auto frames = code(p, sound, {.noise_reduction = false, .carrier = false});
    for (std::size_t j = 0; j < frames.size(); ++j) {
      const double weight = std::exp2(current(frames[j], 14) / 50.0) - 1.0;
      const double at =
          coder->first_sample() + static_cast<double>(j) * coder->period_samples() - click;
      sum += weight, moment += weight * at;
    }
  }
  EXPECT_NEAR(moment / sum, coder->delay_samples(), 3.0);
}

}  // namespace
}  // namespace otoscape::implant::coding
