// SPDX-License-Identifier: Apache-2.0
// A steady 1 kHz tone through every kind of change spreads no more energy outside its two octaves
// than a 5 ms raised-cosine fade of it does.

#include <gtest/gtest.h>

#include "otoscape/base/arena.h"
#include "otoscape/base/ease.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/dsp/window.h"
#include "otoscape/render/scene_test_support.h"

namespace otoscape::render {
namespace {

using namespace scene_test;
using scene::Ramp;
using scene::Shape;

constexpr double kChange = 2.0;

// Energy outside 500 Hz … 2 kHz re the whole, in 2 s round the change, under a Kaiser window (β
// 24).
double spill_db(const Signal& y) {
  constexpr std::size_t kPart = 8192, kFrames = 96000;
  const std::size_t first = at(kChange) - kFrames / 2;
  Signal windowed(131072);
  for (std::size_t n = 0; n < kFrames; ++n) {
    const double edge = 2.0 * (static_cast<double>(n) + 0.5) / kFrames - 1.0;
    windowed[n] = static_cast<float>(dsp::kaiser(edge, 24.0) * y[first + n]);
  }
  // A long transform from short ones: 16 interleaved parts, joined in double.
  constexpr std::size_t kParts = 16;
  Arena arena;
  dsp::Fft fft;
  fft.prepare(kPart, arena);
  std::vector<std::vector<std::complex<double>>> parts;
  auto re = arena.take<float>(kPart), im = arena.take<float>(kPart);
  for (std::size_t p = 0; p < kParts; ++p) {
    for (std::size_t n = 0; n < kPart; ++n) {
      re[n] = windowed[n * kParts + p];
      im[n] = 0.0f;
    }
    fft.forward(re, im);
    std::vector<std::complex<double>> spectrum;
    for (std::size_t k = 0; k < kPart; ++k) spectrum.emplace_back(re[k], im[k]);
    parts.push_back(std::move(spectrum));
  }
  double outside = 0.0, total = 0.0;
  for (std::size_t k = 0; k < kPart * kParts / 2; ++k) {
    std::complex<double> sum = 0.0;
    for (std::size_t p = 0; p < kParts; ++p) {
      const double turn = -2.0 * std::numbers::pi * static_cast<double>(k * p) / (kPart * kParts);
      sum += parts[p][k % kPart] * std::polar(1.0, turn);
    }
    const double hz = static_cast<double>(k) * kRate / (kPart * kParts), power = std::norm(sum);
    total += power;
    if (hz < 500 || hz > 2000) outside += power;
  }
  return 10 * std::log10(outside / total);
}

double yardstick_db() {
  Signal faded = tone(4.0, 1000, 0.1)[0];
  for (std::size_t n = at(kChange); n < faded.size(); ++n) {
    const double part = std::min(1.0, static_cast<double>(n - at(kChange)) / 240.0);
    faded[n] *= static_cast<float>(0.5 + 0.5 * std::cos(std::numbers::pi * part));
  }
  return spill_db(faded);
}

double change_db(const std::vector<scene::Keyframe>& keyframes, bool smearing = false) {
  // Loud enough for the quieter end to stand above the fade's own residue.
  return spill_db(render(tone(4.0, 1000, 0.1), keyframes, params(smearing, 110.0)).sound[0]);
}

TEST(SceneClicks, CutsOfTheListener) {
  const double most = yardstick_db();
  for (const double to : {30.0, 60.0}) {
    EXPECT_LT(change_db({key(0, flat(0.01)), key(kChange, flat(to))}), most) << to;
    EXPECT_LT(change_db({key(0, flat(0)), key(kChange, flat(to))}), most) << to;
    EXPECT_LT(change_db({key(0, flat(to)), key(kChange, flat(0))}), most) << to;
  }
}

TEST(SceneClicks, CutsToSilenceAndBack) {
  const double most = yardstick_db();
  EXPECT_LT(change_db({key(0, flat(0)), key(kChange, silence())}), most);
  EXPECT_LT(change_db({key(0, silence()), key(kChange, flat(0))}), most);
  EXPECT_LT(change_db({key(0, silence()), key(kChange, flat(30))}), most);
}

TEST(SceneClicks, RampsOfTheListener) {
  const double most = yardstick_db();
  for (const double over : {0.02, 0.05, 0.1, 0.199, 0.2, 0.5, 1.5}) {
    for (const Shape shape : {Shape::linear, Shape::ease}) {
      EXPECT_LT(change_db({key(0, flat(0.01)),
                           key(kChange + over / 2, flat(60), 1.0, {Seconds(over), shape})}),
                most)
          << over << (shape == Shape::ease ? " ease" : " linear");
    }
  }
}

TEST(SceneClicks, Perspective) {
  const double most = yardstick_db();
  for (const double over : {0.0, 0.02, 0.05, 0.2, 1.0}) {
    for (const auto& [from, to] : {std::pair{0.0, 1.0}, std::pair{1.0, 0.0}}) {
      EXPECT_LT(change_db({key(0, flat(40), from),
                           key(kChange + over / 2, flat(40), to, {Seconds(over), Shape::linear})}),
                most)
          << over << " " << from;
      EXPECT_LT(change_db({key(0, silence(), from),
                           key(kChange + over / 2, silence(), to, {Seconds(over), Shape::linear})}),
                most)
          << over << " silence " << from;
    }
  }
}

TEST(SceneClicks, LeaksAndMatches) {
  const double most = yardstick_db();
  auto leak = key(kChange, silence());
  leak.leak = scene::Leak{true, Decibels(-20)};
  EXPECT_LT(change_db({key(0, silence()), leak}), most);
  auto match = key(kChange, flat(40), 0.0);
  match.room_level = scene::RoomLevel::match;
  EXPECT_LT(change_db({key(0, flat(40), 0.0), match}), most);
}

// The plug's own thud lies far below the tone here.
TEST(SceneClicks, Protection) {
  const double most = yardstick_db();
  const auto event = [](double seconds, auto what) {
    auto k = key(seconds, flat(0));
    k.event = scene::Event{what, scene::EventEars::both, Decibels(-40)};
    return k;
  };
  EXPECT_LT(change_db({key(0, flat(0)), event(kChange, scene::PlugIn{})}), most);
  EXPECT_LT(change_db({event(0, scene::PlugIn{}), event(kChange, scene::PlugOut{})}), most);
}

TEST(SceneClicks, WaysBackToTypicalHearing) {
  const double most = yardstick_db();
  for (const double over : {0.0, 0.05, 0.15, 0.3, 1.0}) {
    EXPECT_LT(change_db({key(0, flat(50)),
                         key(kChange + over / 2, flat(0), 1.0, {Seconds(over), Shape::ease})}),
              most)
        << over;
  }
}

// A ramp of 150 ms takes 150 ms, also where it ends in typical hearing.
TEST(SceneClicks, AShortRampTakesItsTime) {
  const auto y = render(tone(4.0, 1000, 0.1),
                        {key(0, flat(40)), key(2.0, flat(0), 1.0, {Seconds(0.15), Shape::linear})},
                        params(false, 110.0))
                     .sound[0];
  const double start = level_db(y, 1.5, 1.8), end = level_db(y, 2.1, 2.5);
  const double middle = level_db(y, 1.92, 1.93);
  EXPECT_GT(middle, start + 3.0);
  EXPECT_LT(middle, end - 3.0);  // half of the amplitude
}

// A cut in the middle of a recovery is a cut, at its time.
TEST(SceneClicks, ACutDuringARecovery) {
  auto blast = key(0.1, flat(0));  // its own roar is gone by the time of the cut
  blast.event = scene::Event{scene::Blast{1.0, Seconds(20.0), 0.2, DbSl(0.0)},
                             scene::EventEars::both, Decibels(-40)};
  const std::vector<scene::Keyframe> story = {key(0, flat(0)), blast, key(kChange, flat(60))};
  EXPECT_LT(change_db(story), yardstick_db() + 3.0);  // what is left of the roar adds to it
  const auto y = render(tone(4.0, 1000, 0.1), story, params(false, 110.0)).sound[0];
  EXPECT_NEAR(level_db(y, 1.97, 1.998), level_db(y, 1.9, 1.93), 1.0);
  EXPECT_LT(level_db(y, 2.012, 2.03), level_db(y, 1.97, 1.998) - 10.0);
}

// A tenth of a second of tone between two fades of 5 ms: what a glimpse is measured by.
double glimpse_yardstick_db() {
  Signal burst = tone(4.0, 1000, 0.1)[0];
  for (std::size_t n = 0; n < burst.size(); ++n) {
    const double in = (static_cast<double>(n) - static_cast<double>(at(kChange - 0.1))) / 240.0,
                 out = (static_cast<double>(n) - static_cast<double>(at(kChange))) / 240.0;
    burst[n] *= static_cast<float>(raised_cosine(std::clamp(in, 0.0, 1.0)) *
                                   raised_cosine(1.0 - std::clamp(out, 0.0, 1.0)));
  }
  return spill_db(burst);
}

// A glimpse between two cuts: the second falls, or rises, while the cap still holds the first.
TEST(SceneClicks, ASecondCutWhileTheCapActs) {
  const double most = glimpse_yardstick_db();
  EXPECT_LT(change_db({key(0, silence()), key(kChange - 0.1, silence(), 0.0),
                       key(kChange, silence(), 1.0)}),
            most);
  EXPECT_LT(change_db({key(0, silence()), key(kChange - 0.1, flat(0)), key(kChange, silence())}),
            most);
  EXPECT_LT(change_db({key(0, silence()), key(kChange - 0.1, flat(50)), key(kChange, flat(0))}),
            yardstick_db());
}

// With smearing the tone has lines at the hop rate that move; it is the change that must not click.
TEST(SceneClicks, CutsWithSmearing) {
  const double most = yardstick_db();
  const double steady = change_db({key(0, flat(40))}, true);
  EXPECT_LT(change_db({key(0, flat(40)), key(kChange, flat(45))}, true),
            std::max(most, steady + 1.0));
}

}  // namespace
}  // namespace otoscape::render
