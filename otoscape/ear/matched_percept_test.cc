// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/matched_percept.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "tests/support/parts.h"
#include "tests/support/voice.h"

namespace otoscape::ear {
namespace {

constexpr Hertz kRate(48000.0);
using Sound = std::vector<float>;

double speaking(double s) {
  return 120.0 * std::exp2(2.0 / 12.0 * std::sin(2.0 * std::numbers::pi * 0.9 * s));
}

// Whole quanta of it, through one design or from one to another.
struct Rig {
  explicit Rig(const MatchedParams& params, Hertz rate = kRate)
      : design(make_matched_design(params, rate)) {
    percept.prepare(*design, rate, arena);
  }
  std::size_t latency() const { return static_cast<std::size_t>(percept.latency().value()); }
  Sound run(const Sound& in) {
    const auto quantum = static_cast<std::size_t>(percept.quantum());
    Sound out(in.size() / quantum * quantum);
    for (std::size_t at = 0; at < out.size(); at += quantum) {
      percept.process(std::span(in).subspan(at, quantum), std::span(out).subspan(at, quantum));
    }
    return out;
  }
  Arena arena;
  MatchedPercept percept;
  std::shared_ptr<const MatchedDesign> design;
};

double change_db(const Sound& in, const Sound& out) {
  constexpr std::size_t kSettled = 24000;
  return test::level_db(std::span(out).subspan(kSettled)) -
         test::level_db(std::span(in).first(out.size()).subspan(kSettled));
}

TEST(MatchedPercept, WithNothingToDoItIsADelay) {
  const Sound in = test::sound_of({speaking});
  Rig rig({});
  const Sound out = rig.run(in);
  EXPECT_EQ(rig.latency(), 1328u + 192u);
  EXPECT_EQ(rig.percept.quantum(), 64);
  EXPECT_TRUE(std::equal(out.begin() + 1520, out.end(), in.begin()));
}

TEST(MatchedPercept, SmearingKeepsTheLevelOfSpeechAndNoise) {
  for (const double smear : {2.0, 3.0, 6.0}) {
    Rig rig({{}, smear});
    const Sound voice = test::sound_of({speaking}), noise = test::steady_noise(3.0, 48000.0, 0.1);
    EXPECT_NEAR(change_db(voice, rig.run(voice)), 0.0, 1.0) << smear;
    EXPECT_NEAR(change_db(noise, rig.run(noise)), 0.0, 1.0) << smear;
  }
}

TEST(MatchedPercept, AllTogetherSpeechKeepsItsLevel) {
  Rig rig({{0.5, 120.0, 1.2}, 3.0, 100.0, 6000.0});
  const Sound voice = test::sound_of({speaking});
  EXPECT_NEAR(change_db(voice, rig.run(voice)), 0.0, 1.0);
}

TEST(MatchedPercept, TheBandIsTheOneAskedFor) {
  const auto level_at = [](double hz) {
    Sound in(96000);
    for (std::size_t n = 0; n < in.size(); ++n) {
      const double turns = hz * static_cast<double>(n) / kRate.value();
      in[n] = 0.1f * static_cast<float>(std::sin(2.0 * std::numbers::pi * turns));
    }
    return change_db(in, Rig({{}, 1.0, 300.0, 4000.0}).run(in));
  };
  EXPECT_NEAR(level_at(150.0), -24.1, 0.5);
  EXPECT_NEAR(level_at(300.0), -3.0, 0.1);
  EXPECT_NEAR(level_at(1000.0), 0.0, 0.1);
  EXPECT_NEAR(level_at(4000.0), -3.0, 0.1);
  EXPECT_LE(level_at(8000.0), -24.0);
}

// A click's energy lies where the latency says, whatever is done to it.
TEST(MatchedPercept, TheLatencyIsTheSameForAllDesigns) {
  Sound in(48000);
  in[20000] = 1.0f;
  for (const MatchedParams& params : {MatchedParams{}, MatchedParams{{}, 3.0},
                                      MatchedParams{{1.0, 120.0, 1.0}, 1.0, 0.0, 20000.0}}) {
    Rig rig(params);
    const Sound out = rig.run(in);
    double energy = 0.0, moment = 0.0;
    for (std::size_t n = 0; n < out.size(); ++n) {
      const double power = static_cast<double>(out[n]) * out[n];
      energy += power, moment += power * static_cast<double>(n);
    }
    EXPECT_EQ(rig.latency(), 1520u);
    EXPECT_NEAR(moment / energy, 20000.0 + 1520.0, 8.0);
  }
}

TEST(MatchedPercept, MovesFromOneDesignToAnotherAndBack) {
  const Sound in = test::sound_of({speaking});
  Rig rig({});
  const auto other = make_matched_design({{1.0, 120.0, 1.0}, 3.0, 300.0, 4000.0}, kRate);
  rig.run(Sound(in.begin(), in.begin() + 24000));
  rig.percept.adopt(*other, 20);
  rig.percept.adopt(*rig.design, 20);
  rig.percept.adopt(*other, 20);  // the last one counts
  EXPECT_FALSE(rig.percept.settled());
  const Sound out = rig.run(in);
  EXPECT_TRUE(rig.percept.settled());
  EXPECT_LE(test::range_semitones(test::pitches_hz(std::span(out).subspan(24000), 48000.0)), 0.3);
  rig.percept.adopt(*rig.design, 20);
  const Sound back = rig.run(in);
  EXPECT_TRUE(rig.percept.settled());
  EXPECT_TRUE(std::equal(back.begin() + 24000, back.end(), in.begin() + 24000 - 1520));
}

TEST(MatchedPercept, EverySampleRateAndDamage) {
  for (const double rate : {8000.0, 44100.0, 192000.0}) {
    Sound in = test::sound_of({.pitch_hz = speaking, .seconds = 1.0, .rate = rate});
    in[1000] = std::numeric_limits<float>::quiet_NaN();
    Rig rig({{1.0, 120.0, 1.0}, 2.0, 200.0, 3000.0}, Hertz(rate));
    for (const float x : rig.run(in)) ASSERT_LT(std::abs(x), 1.0f);
    EXPECT_NEAR(static_cast<double>(rig.latency()) / rate, 1520.0 / 48000.0, 0.002);
  }
}

}  // namespace
}  // namespace otoscape::ear
