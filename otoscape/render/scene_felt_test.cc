// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "otoscape/dsp/biquad.h"
#include "otoscape/render/scene_test_support.h"

// What is felt along a scene.

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Felt;

scene::Keyframe felt_key(double seconds, Felt felt, double level_db = 0.0) {
  scene::Keyframe k = key(seconds, silence());
  k.felt = scene::FeltSetting{felt, Decibels(level_db)};
  return k;
}

Stereo twice(const Signal& x) { return {x, x}; }

// A bass drum twice a second, a bass guitar between, a snare of noise on every second beat.
Stereo drums_and_bass(double seconds) {
  std::mt19937 random(7);
  std::normal_distribution<double> gauss;
  Signal x(at(seconds));
  double phase = 0.0, low = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = static_cast<double>(n) / kRate, beat = std::fmod(t, 0.5),
                 snare = std::fmod(t + 0.5, 1.0);
    phase += 2.0 * std::numbers::pi * (52.0 + 90.0 * std::exp(-beat / 0.02)) / kRate;
    if (beat < 1.5 / kRate) phase = 0.0;
    const double drum = std::exp(-beat / 0.12) * std::sin(phase);
    const double pluck = std::fmod(t, 0.25), note = std::fmod(t, 2.0) < 1.0 ? 55.0 : 73.4;
    double bass = 0.0;
    for (int h = 1; h <= 6; ++h) bass += std::sin(2.0 * std::numbers::pi * note * h * t) / h;
    low += 0.3 * (gauss(random) - low);
    x[n] = static_cast<float>(drum + 0.2 * bass * std::exp(-pluck / 0.2) +
                              0.5 * low * std::exp(-snare / 0.06));
  }
  return twice(x);
}

// A man's voice: pulses that glide over 0.7 octaves round `pitch_hz` through two resonances, in
// syllables; near: what a microphone close to it adds round 100 Hz.
Stereo voice(double seconds, double pitch_hz = 110.0, Decibels near = Decibels(0.0)) {
  Signal x(at(seconds));
  dsp::Biquads mouth({dsp::Biquad::low_pass(Hertz(kRate), Hertz(500.0), 1.0),
                      dsp::Biquad::peak(Hertz(kRate), Hertz(1500.0), Decibels(12.0), 2.0),
                      dsp::Biquad::peak(Hertz(kRate), Hertz(100.0), near, 1.0)});
  double phase = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    const double t = static_cast<double>(n) / kRate;
    phase += (pitch_hz * std::exp2(0.35 * std::sin(2.0 * std::numbers::pi * 0.6 * t))) / kRate;
    const bool opens = phase >= 1.0;
    if (opens) phase -= 1.0;
    const double syllable =
        std::fmod(t, 3.0) < 2.4 ? std::pow(std::sin(std::numbers::pi * t / 0.22), 2) : 0.0;
    x[n] = static_cast<float>((opens ? 20.0 : 0.0) * syllable);
  }
  mouth.process(0, x);
  return twice(x);
}

double lufs(const Stereo& x) { return track_of(x).loudness_lufs(Seconds(0.0), Seconds(1e6)); }

Stereo at_lufs(Stereo x, double wanted) {
  const auto gain = static_cast<float>(std::pow(10.0, (wanted - lufs(x)) / 20.0));
  for (auto& c : x) {
    for (float& v : c) v *= gain;
  }
  return x;
}

// Rendered as a passage of a programme whose integrated loudness is −23 LUFS.
Stereo feel(Stereo x, const std::vector<scene::Keyframe>& keyframes,
            const SceneParams& with = params()) {
  static const programme::ProgrammeLoudness film = track_of(at_lufs(babble(12.0, 0.1), -23.0));
  const scene::Arc arc(keyframes);
  OfflineRenderer offline(std::make_unique<SceneRenderer>(StreamSpec{Hertz(kRate), 2},
                                                          SceneSetup{arc, film, with}, 0, 0));
  Stereo y;
  const auto keep = [&](FullScaleBlock heard) {
    for (int c = 0; c < 2; ++c) {
      auto& to = y[static_cast<std::size_t>(c)];
      to.insert(to.end(), heard.channel(c).begin(), heard.channel(c).end());
    }
  };
  keep(offline.render({{x[0].data(), x[1].data()}, 2, static_cast<int>(x[0].size())}));
  keep(offline.rest());
  return y;
}

Signal filtered(Signal x, const std::function<dsp::Biquad(double)>& of_q) {
  dsp::Biquads eighth({of_q(0.5098), of_q(0.6013), of_q(0.9), of_q(2.5629)});
  eighth.process(0, x);
  return x;
}
double below_250_db(const Signal& x) {
  return level_db(
      filtered(x, [](double q) { return dsp::Biquad::low_pass(Hertz(kRate), Hertz(250.0), q); }),
      1.0, 1e3);
}
double above_1k_db(const Signal& x) {
  return level_db(
      filtered(x, [](double q) { return dsp::Biquad::high_pass(Hertz(kRate), Hertz(1000.0), q); }),
      1.0, 1e3);
}

constexpr double kFilm = -23.0;  // LUFS

TEST(SceneFelt, DrumsAndBassAreFeltAndTalkHardly) {
  const Stereo loud = at_lufs(drums_and_bass(8.0), kFilm + 6.0);
  const Stereo drums = feel(loud, {felt_key(0.0, Felt::body)});
  const double own = level_db(loud[0], 1.0, 8.0);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    const double low = below_250_db(drums[ear]) - own;
    EXPECT_GT(low, -45.0);
    EXPECT_LT(low, -25.0);
    EXPECT_LT(above_1k_db(drums[ear]) - own, -80.0);
  }
  // Also of a deep voice at a microphone.
  for (const Stereo& said : {voice(8.0), voice(8.0, 85.0, Decibels(10.0))}) {
    const Stereo talk = at_lufs(said, kFilm);
    const Stereo felt = feel(talk, {felt_key(0.0, Felt::body)});
    for (std::size_t ear = 0; ear < 2; ++ear) {
      EXPECT_LT(below_250_db(felt[ear]) - level_db(talk[0], 1.0, 8.0),
                below_250_db(drums[ear]) - own - 15.0);
    }
  }
}

TEST(SceneFelt, UnderWaterTalkIsALowMuffledVoice) {
  const Stereo talk = at_lufs(voice(8.0), kFilm);
  const Stereo said = feel(talk, {felt_key(0.0, Felt::water)});
  const double lu = lufs(said) - kFilm;
  EXPECT_GT(lu, -36.0);
  EXPECT_LT(lu, -20.0);
  EXPECT_LT(above_1k_db(said[0]) - level_db(talk[0], 1.0, 8.0), -60.0);
}

TEST(SceneFelt, NothingIsFeltUnlessASceneSaysSo) {
  const Stereo x = at_lufs(drums_and_bass(3.0), kFilm + 6.0);
  EXPECT_EQ(level_db(feel(x, {key(0.0, silence())})[0], 0.0, 3.0), -300.0);
  EXPECT_EQ(feel(x, {felt_key(0.0, Felt::off)}), feel(x, {key(0.0, silence())}));
  EXPECT_GT(level_db(feel(x, {felt_key(0.0, Felt::body)})[0], 0.0, 3.0), -60.0);
}

TEST(SceneFelt, APopsStillnessDoesNotSilenceIt) {
  const Stereo x = at_lufs(drums_and_bass(5.0), kFilm + 6.0);
  auto first = felt_key(0.0, Felt::body), pop = felt_key(2.0, Felt::body);
  const Stereo without = feel(x, {first, pop});
  pop.event = scene::Event{scene::Pop{}};
  pop.event->level = Decibels(-40.0);
  const Stereo with = feel(x, {first, pop});
  EXPECT_LT(difference_db(without[0], with[0], 2.3, 2.6), -40.0);
}

TEST(SceneFelt, ItFollowsThePerspective) {
  const Stereo x = at_lufs(drums_and_bass(4.0), kFilm + 6.0);
  auto room = felt_key(0.0, Felt::body);
  room.perspective = 0.0;
  EXPECT_EQ(feel(x, {room}), feel(x, {key(0.0, silence(), 0.0)}));
}

TEST(SceneFelt, FeltDbIsALevelAndItsRampIsItsOwn) {
  const Stereo x = at_lufs(drums_and_bass(8.0), kFilm + 6.0);
  auto later = felt_key(6.0, Felt::body, -12.0);
  later.felt_ramp = scene::Ramp{Seconds(2.0)};
  const Stereo one = feel(x, {felt_key(0.0, Felt::body)}),
               two = feel(x, {felt_key(0.0, Felt::body), later});
  EXPECT_LT(difference_db(one[0], two[0], 0.0, 3.98), -100.0);
  EXPECT_NEAR(level_db(two[0], 6.05, 8.0) - level_db(one[0], 6.05, 8.0), -12.0, 0.05);
  const double half_way = level_db(two[0], 4.8, 5.2) - level_db(one[0], 4.8, 5.2);
  EXPECT_NEAR(half_way, -6.0, 2.0);
}

TEST(SceneFelt, ACutDoesNotClick) {
  const Stereo x = at_lufs(tone(3.0, 60.0, 0.5), kFilm + 6.0);
  auto off = felt_key(1.5, Felt::off);
  const Stereo y = feel(x, {felt_key(0.0, Felt::water), off});
  EXPECT_LT(above_1k_db(y[0]), level_db(y[0], 1.0, 1.5) - 75.0);
  EXPECT_LT(level_db(y[0], 1.52, 3.0), -150.0);
}

TEST(SceneFelt, ARegionHasTheBitsOfTheWhole) {
  const Stereo x = at_lufs(drums_and_bass(6.0), kFilm);
  const std::vector<scene::Keyframe> keys = {felt_key(0.0, Felt::body, 3.0),
                                             felt_key(4.5, Felt::water)};
  const auto whole = render(x, keys, params()).sound;
  const std::size_t first = 2 * 4096 * 8, from = at(0.7);  // past its memory
  const auto part = render(x, keys, params(), {1000, 77}, first).sound;
  for (std::size_t c = 0; c < 2; ++c) {
    EXPECT_TRUE(std::equal(part[c].begin() + static_cast<std::ptrdiff_t>(from), part[c].end(),
                           whole[c].begin() + static_cast<std::ptrdiff_t>(first + from)));
  }
}

TEST(SceneFelt, PhysicalFollowsTheCalibration) {
  const Stereo x = at_lufs(drums_and_bass(4.0), kFilm + 6.0);
  SceneParams soft = params(false, 91.0), loud = params(false, 118.0);
  const auto level = [&](const SceneParams& with) {
    return level_db(feel(x, {felt_key(0.0, Felt::body)}, with)[0], 1.0, 4.0);
  };
  EXPECT_EQ(level(soft), level(loud)) << "LU are the same everywhere";
  soft.felt_physical = loud.felt_physical = true;
  EXPECT_GT(level(loud), level(soft) + 20.0);
}

TEST(SceneFelt, TheLimitHoldsItToTheProgramme) {
  const Stereo x = at_lufs(drums_and_bass(10.0), kFilm);
  auto keys = std::vector{felt_key(0.0, Felt::water, 20.0)};
  const auto rendered = render(x, keys, params());
  EXPECT_LT(lufs(rendered.sound), kFilm + 1.5);
  keys[0].felt->level = Decibels(0.0);
  EXPECT_EQ(render(x, keys, params()).scene.felt_limit, Decibels(0.0));
}

}  // namespace
}  // namespace otoscape::render
