// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_loudness.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <random>

#include "otoscape/render/offline.h"
#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/programme/return_cap.h"

namespace otoscape::render {
namespace {

using hearing::TinnitusLayer;
using std::numbers::pi;
using Signal = std::vector<float>;
constexpr double kRate = 48000.0;

// A voice's source, pulses that glide between 80 and 180 Hz or the same as noise.
class Source {
 public:
  Source(bool voiced, unsigned seed) : voiced_(voiced), random_(seed) {}
  double next() {
    if (!voiced_) return gauss_(random_);
    const double hz = 120.0 * std::exp2(0.6 * std::sin(2 * pi * 0.7 * seconds_));
    seconds_ += 1.0 / kRate;
    phase_ += hz / kRate;
    const double breath = 0.02 * gauss_(random_);
    if (phase_ < 1.0) return breath;
    phase_ -= 1.0;
    return breath + std::sqrt(kRate / hz);
  }

 private:
  bool voiced_;
  std::mt19937 random_;
  std::normal_distribution<double> gauss_;
  double seconds_ = 0.0, phase_ = 0.0;
};

// Shaped as speech over frequency, in syllables of 250 ms, with pauses of half a second.
Signal speech(bool voiced, double seconds, double rms_db, unsigned seed = 1) {
  Source source(voiced, seed);
  Signal x(static_cast<std::size_t>(seconds * kRate));
  double dull = 0.0, duller = 0.0, low = 0.0, energy = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    dull += 0.065 * (source.next() - dull);  // 500 Hz
    duller += 0.30 * (dull - duller);        // 2.7 kHz
    low += 0.016 * (duller - low);           // 120 Hz
    const double t = static_cast<double>(n) / kRate;
    const double syllable =
        std::fmod(t, 2.0) < 1.5 ? 0.1 + 0.9 * std::pow(std::sin(pi * t / 0.25), 2) : 0.0;
    x[n] = static_cast<float>(syllable * (duller - low));
    energy += x[n] * x[n] / static_cast<double>(x.size());
  }
  const double gain = std::pow(10.0, rms_db / 20.0) / std::sqrt(energy);
  for (float& v : x) v *= static_cast<float>(gain);
  return x;
}

programme::ProgrammeLoudness track(const Signal& x) {
  programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(0));
  maker.add({{x.data(), nullptr}, 1, static_cast<int>(x.size())});
  return maker.finish();
}

SceneParams params(double fs = 88.0) {
  SceneParams p;
  p.render = {.calibration = Calibration(DbSpl(fs)), .smearing = false};
  return p;
}

hearing::EarProfile flat(double db_hl) {
  hearing::EarProfile ear;
  ear.air = *hearing::Audiogram::make({{Hertz(1000), DbHl(db_hl)}});
  return ear;
}
programme::LoudnessState hears(const hearing::EarProfile& ear) {
  programme::LoudnessState state;
  state.ears = {ear, ear};
  return state;
}
programme::LoudnessState in_the_room() {
  programme::LoudnessState state = hears(flat(60.0));
  state.mix.perspective = 0.0;
  return state;
}

// By rendering what is compared through a constant listener.
programme::ProgrammeLoudness rendered(Signal x, const hearing::EarProfile& ear,
                                      const SceneParams& p) {
  x.resize(std::min(x.size(), static_cast<std::size_t>(4.0 * kRate)));
  hearing::HearingProfile listener;
  listener.left = listener.right = ear;
  OfflineRenderer renderer({Hertz(kRate), 1}, listener, p.render);
  programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 1}, Seconds(0));
  maker.add(renderer.render({{x.data(), nullptr}, 1, static_cast<int>(x.size())}));
  return maker.finish();
}

constexpr Seconds kAt(0.7);
constexpr Seconds kEnd(3.7);

// The programme and what follows it, softer: the floor, 47 LU below the whole, lies below what is
// compared.
Signal film(bool voiced = true) {
  Signal x = speech(voiced, 4.5, -22.0);
  const Signal softer = speech(voiced, 8.0, -31.0, 2);
  x.insert(x.end(), softer.begin(), softer.end());
  return x;
}

// The rise from one listener to another, or to the room where that one's loss is 0.
struct Rise {
  double estimate, truth;
};
Rise rise(const Signal& x, const hearing::EarProfile& from, double to_db_hl, double fs) {
  const SceneParams p = params(fs);
  const programme::ProgrammeLoudness programme = track(x);
  const programme::SceneLoudness loudness(programme, p);
  const double floor = loudness.programme_lufs() - 47.0;
  const auto true_lufs = [&](const hearing::EarProfile& ear) {
    return std::max(floor, rendered(x, ear, p).loudness_lufs(kAt, kEnd));
  };
  const auto to = to_db_hl == 0.0 ? in_the_room() : hears(flat(to_db_hl));
  return {loudness.of(to, kAt) - loudness.of(hears(from), kAt),
          true_lufs(flat(to_db_hl)) - true_lufs(from)};
}

TEST(programme::SceneLoudness, AgreesWithTheLoudnessOfTwoRenders) {
  struct Case {
    double from_db_hl, to_db_hl, fs;
  };
  // The louder the listening level, the farther from the floor.
  for (bool voiced : {true, false}) {
    const Signal x = film(voiced);
    for (auto [from, to, fs] :
         {Case{60, 0, 88}, {80, 0, 88}, {60, 30, 88}, {60, 0, 102}, {60, 30, 102}, {30, 0, 88}}) {
      const auto [estimate, truth] = rise(x, flat(from), to, fs);
      EXPECT_GT(truth, 15.0);
      EXPECT_NEAR(estimate, truth, 2.0) << voiced << ": " << from << " to " << to << " at " << fs;
    }
  }
  // Near the end of hearing a voice is still met; noise, whose level wavers within a row, comes
  // through louder than its mean says: the cap then expects more of a rise than there is.
  const auto voice = rise(film(true), flat(80), 0, 124),
             noise = rise(film(false), flat(80), 0, 124);
  EXPECT_NEAR(voice.estimate, voice.truth, 2.0);
  EXPECT_GT(noise.estimate, noise.truth);
  EXPECT_LT(noise.estimate, noise.truth + 6.0);
}

// From a moderate loss to a nearly complete one.
TEST(programme::SceneLoudness, AgreesForLossesThatSlope) {
  const auto sloping = [](std::initializer_list<std::pair<double, double>> points) {
    std::vector<hearing::Threshold> air;
    for (auto [hz, db_hl] : points) air.push_back({Hertz(hz), DbHl(db_hl), db_hl < 120.0});
    hearing::EarProfile ear;
    ear.air = *hearing::Audiogram::make(air);
    return ear;
  };
  const auto moderate = sloping({{250, 35}, {1000, 40}, {2000, 50}, {4000, 60}, {8000, 65}});
  const auto steep = sloping({{250, 20}, {1000, 35}, {2000, 75}, {4000, 95}, {8000, 95}});
  const auto nearly_all =
      sloping({{250, 65}, {500, 75}, {1000, 85}, {2000, 95}, {3000, 100}, {4000, 120}});
  const Signal x = film();
  for (const auto& [ear, fs] : {std::pair{moderate, 88}, {steep, 88}, {nearly_all, 117}}) {
    const auto [estimate, truth] = rise(x, ear, 0, fs);
    EXPECT_GT(truth, 15.0);
    EXPECT_NEAR(estimate, truth, 2.0);
  }
}

// The reason to compare states and not to measure the output: recruitment makes a bang rise.
TEST(programme::SceneLoudness, AShotIsNoRiseOfTheScene) {
  Signal x = film();
  for (float& v : x) v *= 0.1f;
  const Signal shot = speech(false, 0.02, -12.0, 3);
  std::ranges::copy(shot, x.begin() + static_cast<int>(2.0 * kRate));
  const SceneParams p = params();
  const programme::ProgrammeLoudness programme = track(x);
  const programme::SceneLoudness loudness(programme, p);
  for (double loss : {30.0, 60.0}) {
    scene::Keyframe constant;
    constant.left = constant.right = flat(loss);
    const auto cap =
        programme::ReturnCap::of(scene::Arc({constant}), loudness, p, Seconds(0), Seconds(10));
    for (double t = 1.5; t < 3.0; t += 0.001) EXPECT_EQ(cap.gain_db(Seconds(t)), 0.0);
    // A detector of the output over the room would have seen this.
    const auto heard = rendered(x, flat(loss), p);
    const double detected =
        (heard.k_db(20) - programme.k_db(20)) - (heard.k_db(13) - programme.k_db(13));
    EXPECT_GT(detected, loss / 4.0) << loss;
  }
}

TEST(programme::SceneLoudness, TypicalHearingAndTheRoomAreTheProgramme) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  const double whole = programme.loudness_lufs(kAt, kEnd);
  EXPECT_NEAR(loudness.of(hears(flat(0.0)), kAt), whole, 0.3);
  EXPECT_NEAR(loudness.of(in_the_room(), kAt), whole, 0.3);
}

TEST(programme::SceneLoudness, PerspectiveAndLeakAddInAmplitude) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  const double whole = loudness.of(in_the_room(), kAt);
  programme::LoudnessState deaf = hears(flat(130.0));
  EXPECT_NEAR(loudness.of(deaf, kAt), loudness.programme_lufs() - 47.0, 1e-9);
  deaf.mix.leak_lin = to_amplitude(Decibels(-36.0));
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 36.0, 0.01);
  deaf.mix.leak_lin = 0.0;
  deaf.mix.perspective = 0.5;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 6.02, 0.01);
  deaf.mix.leak_lin = 1.0;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole, 0.01);  // ½ + ½
  deaf.mix.stillness_lin = 0.5;
  EXPECT_NEAR(loudness.of(deaf, kAt), whole - 2.5, 0.01);  // ¼ + ½
  programme::LoudnessState room = in_the_room();
  room.room = Decibels(-10.0);
  EXPECT_NEAR(loudness.of(room, kAt), whole - 10.0, 0.01);
}

TEST(programme::SceneLoudness, WhatIsTakenBeforeTheInnerEarIsTaken) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  const double whole = loudness.of(in_the_room(), kAt);
  auto conductive = flat(30.0);
  conductive.bone = flat(0.0).air;
  EXPECT_NEAR(loudness.of(hears(conductive), kAt), whole - 30.0, 0.01);
  auto plugged = flat(0.0);
  plugged.worn.points = {{Hertz(1000), Decibels(15)}};
  EXPECT_NEAR(loudness.of(hears(plugged), kAt), whole - 15.0, 0.01);
  auto silent = flat(0.0);
  silent.air = *hearing::Audiogram::make({{Hertz(1000), hearing::kNoResponse, false}});
  EXPECT_NEAR(loudness.of(hears(silent), kAt), loudness.programme_lufs() - 47.0, 1e-9);
}

TEST(programme::SceneLoudness, AfterTheProgrammeThereIsTheFloor) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  EXPECT_NEAR(loudness.of(in_the_room(), Seconds(100)), loudness.programme_lufs() - 47.0, 1e-9);
  const programme::ProgrammeLoudness none = track({});
  EXPECT_NEAR(programme::SceneLoudness(none, params()).of(in_the_room(), Seconds(0)), -70.0, 1e-9);
}

hearing::EarProfile rings(TinnitusLayer::Kind kind, double hz, double db_spl) {
  hearing::EarProfile ear = flat(130.0);
  ear.tinnitus = {{"one", kind, Hertz(hz), 0.0, DbSpl(db_spl)}};
  return ear;
}

TEST(programme::SceneLoudness, RingingCountsInWhatWasHeard) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  // One ear: 60 dB SPL at 6 kHz is −28 dB FS, K 4.0.
  programme::LoudnessState state = hears(flat(130.0));
  state.ears[0] = rings(TinnitusLayer::Kind::tone, 6000.0, 45.0);
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0, 0.1);
  state.ears[1] = state.ears[0];
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0 + 3.01, 0.1);
  state.mix.perspective = 0.5;
  state.mix.leak_lin = -1.0;  // takes the room's half away: leaves ringing
  EXPECT_NEAR(loudness.of(state, kAt), 45.0 - 88.0 - 0.69 + 4.0 + 3.01 - 6.02, 0.1);
}

TEST(programme::SceneLoudness, TheInternalBusStaysAtTheProgramme) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  SceneParams gently = params();
  gently.tinnitus = TinnitusMode::soft;
  const programme::SceneLoudness soft(programme, gently);
  programme::LoudnessState quiet = hears(rings(TinnitusLayer::Kind::tone, 6000.0, 30.0));
  EXPECT_EQ(loudness.internal_gain(quiet), Decibels(0.0));
  programme::LoudnessState loud = hears(rings(TinnitusLayer::Kind::pulsatile, 180.0, 80.0));
  const double bus =
      programme::ringing_lufs(loud.ears[0].tinnitus[0], DbSpl(80), Calibration::home()) + 3.01;
  EXPECT_NEAR(loudness.internal_gain(loud).value(), loudness.programme_lufs() - bus, 0.01);
  EXPECT_NEAR(soft.internal_gain(loud).value(), loudness.programme_lufs() - 20.0 - bus, 0.01);
  EXPECT_NEAR(loudness.of(loud, kAt), loudness.programme_lufs() - 1.2, 0.01);  // long-term
  loud.mix.stillness_lin = 0.1;  // stillness is no leave to be louder
  EXPECT_NEAR(loudness.internal_gain(loud).value(), loudness.programme_lufs() - bus, 0.01);
}

TEST(programme::SceneLoudness, ALayersLoudnessIsItsLevelAndItsWeight) {
  const Calibration home = Calibration::home();
  const auto lufs = [&](TinnitusLayer::Kind kind, double hz) {
    return programme::ringing_lufs({"", kind, Hertz(hz)}, DbSpl(88.0), home);
  };
  using Kind = TinnitusLayer::Kind;
  const std::pair<double, double> kWeights[] = {{60, -2.9},  {120, -0.8}, {250, -0.2},
                                                {1000, 0.7}, {2000, 3.1}, {6000, 4.0}};
  for (auto [hz, k] : kWeights) EXPECT_NEAR(lufs(Kind::tone, hz), -0.69 + k, 0.1) << hz;
  EXPECT_NEAR(lufs(Kind::low_fluctuating, 250.0) - lufs(Kind::tone, 250.0), 3.2, 1e-9);
  EXPECT_NEAR(programme::ringing_lufs({"", Kind::tone, Hertz(1000)}, DbSpl(48.0), home),
              lufs(Kind::tone, 1000.0) - 40.0, 1e-9);
}

TEST(programme::SceneLoudness, BodySourcesAddTheirEnergies) {
  const Calibration home = Calibration::home();
  scene::BodyLevels heart{.heart_lin = 1.0}, breath{.breath_lin = 1.0};
  const double h = programme::body_lufs(heart, home), b = programme::body_lufs(breath, home);
  EXPECT_NEAR(h, 55.0 - 88.0 - 0.69 + 3.01 - 4.6 + 0.6, 0.01);
  EXPECT_NEAR(b, 50.0 - 88.0 - 0.69 + 3.01 - 0.3 + 1.2, 0.01);
  scene::BodyLevels both{.breath_lin = 0.5, .heart_lin = 2.0};
  const double sum = std::pow(10, (b - 6.02) / 10) + std::pow(10, (h + 6.02) / 10);
  EXPECT_NEAR(programme::body_lufs(both, home), 10 * std::log10(sum), 0.01);
  EXPECT_NEAR(programme::body_lufs(heart, home, {1.0, 1.0}), h + 23.7, 0.01);
  EXPECT_EQ(programme::body_lufs({}, home), -std::numeric_limits<double>::infinity());
}

TEST(programme::SceneLoudness, TheRoomIsMatchedToTheCharacter) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  programme::LoudnessState state = hears(flat(30.0));
  state.mix.perspective = 0.0;  // the cut's far side
  const double m = loudness.match_gain(state, kAt).value();
  EXPECT_NEAR(m, loudness.of(hears(flat(30.0)), kAt) - loudness.of(in_the_room(), kAt), 1e-9);
  state.room = Decibels(m);
  EXPECT_NEAR(loudness.of(state, kAt), loudness.of(hears(flat(30.0)), kAt), 0.01);
  EXPECT_EQ(loudness.match_gain(hears(flat(90.0)), kAt), Decibels(-30.0));
  EXPECT_EQ(loudness.match_gain(hears(flat(0.0)), kAt), Decibels(0.0));
}

TEST(programme::SceneLoudness, WhatWasHeardBeforeIsTheProgrammeThroughTheEar) {
  const programme::ProgrammeLoudness programme = track(film());
  const programme::SceneLoudness loudness(programme, params());
  EXPECT_NEAR(loudness.before(in_the_room(), kEnd), loudness.of(in_the_room(), kAt), 1e-9);
  EXPECT_NEAR(loudness.before(hears(flat(60.0)), kEnd), -50.0, 1e-9);
  programme::LoudnessState ringing = hears(rings(TinnitusLayer::Kind::tone, 6000.0, 60.0));
  EXPECT_NEAR(loudness.before(ringing, kEnd), -50.0, 1e-9);
  EXPECT_NEAR(loudness.before(in_the_room(), Seconds(-1)), -50.0, 1e-9);
}

}  // namespace
}  // namespace otoscape::render
