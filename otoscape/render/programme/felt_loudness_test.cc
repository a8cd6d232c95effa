// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/felt_loudness.h"

#include <gtest/gtest.h>

#include "otoscape/felt/felt_path.h"
#include "otoscape/render/programme/loudness_test_support.h"

namespace otoscape::render::programme {
namespace {

using namespace loudness_test;

double lufs(double energy) { return -0.691 + 10.0 * std::log10(energy + 1e-30); }

// Through the path itself, both ears alike.
double rendered_lufs(const Signal& x, const felt::FeltParams& felt, const felt::Levels& levels) {
  constexpr int kQuantum = 64;
  felt::FeltPath path({{Hertz(kRate), 2}, kQuantum, 384, 0}, felt);
  ProgrammeLoudnessMaker maker({Hertz(kRate), 2}, Seconds(0.0));
  Signal left(kQuantum), right(kQuantum);
  for (std::size_t at = 0; at + kQuantum <= x.size(); at += kQuantum) {
    Signal in(x.begin() + static_cast<std::ptrdiff_t>(at),
              x.begin() + static_cast<std::ptrdiff_t>(at + kQuantum));
    const FullScaleBlock out({left.data(), right.data()}, 2, kQuantum);
    path.process(FullScaleBlock({in.data(), in.data()}, 2, kQuantum), levels, levels, out);
    maker.add(out);
  }
  return maker.finish().loudness_lufs(Seconds(1.0), Seconds(1e6));
}

TEST(FeltLoudness, TheEstimateIsNearTheRendersLoudness) {
  Signal beats(static_cast<std::size_t>(8.0 * kRate));
  for (std::size_t n = 0; n < beats.size(); ++n) {
    const double t = static_cast<double>(n) / kRate, beat = std::fmod(t, 0.5);
    beats[n] = static_cast<float>(0.5 * std::exp(-beat / 0.12) * std::sin(2 * pi * 55.0 * beat));
  }
  const Signal talk = speech(true, 8.0, -24.0);
  for (const auto& [x, programme_lufs] :
       {std::pair<const Signal*, double>{&beats, -26.0}, {&talk, -23.0}}) {
    const ProgrammeLoudness programme = track(*x);
    for (const bool water : {false, true}) {
      felt::FeltParams felt = felt_params(params(), programme_lufs);
      felt.water = water;
      const FeltLoudness estimate(programme, params(), programme_lufs);
      const scene::FeltLevels levels{1.0, water ? 1.0 : 0.0};
      EXPECT_NEAR(lufs(estimate.energy(levels, Seconds(1.0), Seconds(8.0))),
                  rendered_lufs(*x, felt, {levels.body_lin, levels.water_lin}), 3.0)
          << programme_lufs << water;
    }
  }
}

TEST(FeltLoudness, NothingIsFeltWhereItIsOffOrOutsideTheProgramme) {
  const FeltLoudness estimate(track(speech(true, 3.0, -20.0)), params(), -23.0);
  EXPECT_EQ(estimate.energy({}, Seconds(0.0), Seconds(3.0)), 0.0);
  EXPECT_EQ(estimate.energy({1.0, 1.0}, Seconds(5.0), Seconds(8.0)), 0.0);
  EXPECT_GT(estimate.energy({1.0, 1.0}, Seconds(0.0), Seconds(3.0)), 0.0);
}

// A state in which more is felt is the louder one, as the return cap sees it.
TEST(FeltLoudness, SceneLoudnessCountsIt) {
  const Signal x = speech(true, 6.0, -20.0);
  const ProgrammeLoudness programme = track(x);
  const SceneLoudness loudness(programme, params());
  LoudnessState state;
  for (auto& ear : state.ears) {
    ear.air = *hearing::Audiogram::make({{Hertz(1000), hearing::kNoResponse, false}});
  }
  const double without = loudness.of(state, Seconds(1.0));
  state.mix.felt = {1.0, 1.0};
  EXPECT_GT(loudness.of(state, Seconds(1.0)), without + 10.0);
  state.mix.perspective = 0.0;
  LoudnessState room = state;
  room.mix.felt = {};
  EXPECT_EQ(loudness.of(state, Seconds(1.0)), loudness.of(room, Seconds(1.0)));
}

TEST(FeltLoudness, WithRingingAndTheBodyItIsHeldToTheProgramme) {
  const ProgrammeLoudness programme = track(speech(true, 6.0, -20.0));
  const SceneLoudness loudness(programme, params());
  const double at_programme = std::pow(10.0, (loudness.programme_lufs() + 0.691) / 10.0);
  EXPECT_NEAR(loudness.felt_gain(at_programme, at_programme).value(), -3.01, 0.01);
  EXPECT_EQ(loudness.felt_gain(0.0, 0.9 * at_programme), Decibels(0.0));
  EXPECT_EQ(loudness.felt_gain(2.0 * at_programme, 0.0), Decibels(0.0));
}

}  // namespace
}  // namespace otoscape::render::programme
