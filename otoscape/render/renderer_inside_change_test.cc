// SPDX-License-Identifier: Apache-2.0
// What a change of listener does to ringing and body sounds.

#include <gtest/gtest.h>

#include "otoscape/base/ease.h"
#include "otoscape/render/inside_test_support.h"

namespace otoscape::render {
namespace {

using namespace inside_test;

constexpr std::size_t kAt = 1000 * 64;  // of a change
using std::numbers::pi;

// Energy round the change that lies outside the octaves about 1 kHz, in dB re all of it.
double spill_db(const Signal& y, std::size_t middle) {
  constexpr std::size_t kSize = 4096;
  double outside = 0.0, total = 0.0;
  for (std::size_t k = 0; k < kSize / 2; ++k) {
    std::complex<double> sum = 0.0;
    for (std::size_t n = 0; n < kSize; ++n) {
      const double turn = 2 * pi * static_cast<double>(n) / kSize;
      const double w = 0.42 - 0.5 * std::cos(turn) + 0.08 * std::cos(2 * turn);
      sum += w * y[middle - kSize / 2 + n] *
             std::polar(1.0, -2 * pi * static_cast<double>(k * n % kSize) / kSize);
    }
    const double hz = static_cast<double>(k) * kRate / kSize, power = std::norm(sum);
    total += power;
    if (hz < 500 || hz > 2000) outside += power;
  }
  return 10 * std::log10(outside / total);
}

double largest_difference(const Signal& a, const Signal& b) {
  double largest = 0.0;
  for (std::size_t n = 0; n < a.size(); ++n)
    largest = std::max(largest, std::abs(static_cast<double>(a[n]) - b[n]));
  return largest;
}

// A voice that both listeners have, by the same identity, goes on as if nothing had changed.
TEST(RendererInsideChange, WhatDoesNotChangeStaysConstant) {
  RenderParams p = ringing();
  p.inside.body = {.breath = Decibels(0), .heart = Decibels(0), .thuds = Decibels(0)};
  const auto listener = rings({tone_layer(1000, 50.0, "a"),
                               {"b", Kind::noise, Hertz(3000), 0.3, DbSpl(50)},
                               {"c", Kind::pulsatile, Hertz(180), 1.0, DbSpl(50)}});
  HearingProfile other = listener;  // the same ringing above another loss
  other.left.air = other.right.air = flat(90).air;
  const Stereo through = hear_live(quiet(3.0), listener, p);
  const Stereo changed = hear_live(quiet(3.0), listener, p, Change{kAt, other, p});
  const double rms = std::pow(10.0, level_db(through[0], 0.0, 3.0) / 20.0);
  EXPECT_LT(largest_difference(through[0], changed[0]), 1e-6 * rms);
  EXPECT_LT(largest_difference(through[1], changed[1]), 1e-6 * rms);
}

// Only "b" leaves; "a" stays. The control: without "a", the ringing falls silent.
TEST(RendererInsideChange, OneLayerLeavesAndTheOtherStays) {
  const auto a = tone_layer(1000, 50.0, "a"), b = tone_layer(2000, 50.0, "b");
  const Stereo one = hear_live(quiet(3.0), rings({a}), ringing());
  const Stereo change =
      hear_live(quiet(3.0), rings({a, b}), ringing(), Change{kAt, rings({a}), ringing()});
  const Stereo end = hear_live(quiet(3.0), rings({b}), ringing(), Change{kAt, {}, ringing()});
  for (std::size_t n = 0; n < end[0].size(); ++n)
    ASSERT_NEAR(change[0][n], one[0][n] + end[0][n], 1e-8) << n;
  EXPECT_GT(level_db(end[0], 0.5, 1.0), -60.0);
  EXPECT_LT(level_db(end[0], 2.0, 3.0), -250.0);
}

TEST(RendererInsideChange, ALevelMovesWithoutAClick) {
  const auto loud = rings({tone_layer(1000, 60.0)}), soft = rings({tone_layer(1000, 20.0)});
  const Stereo steady = hear_live(quiet(3.0), loud, ringing());
  Signal faded = steady[0];
  constexpr std::size_t kMiddle = kAt + 15 * 64 + 7 * 32;  // an ear without a path: 20 ms later
  for (std::size_t n = kAt; n < faded.size(); ++n) {       // 5 ms
    const double part = std::clamp((static_cast<double>(n) - kMiddle) / 240.0 + 0.5, 0.0, 1.0);
    faded[n] *= static_cast<float>(1.0 - 0.99 * raised_cosine(part));
  }
  const Stereo y = hear_live(quiet(3.0), loud, ringing(), Change{kAt, soft, ringing()});
  EXPECT_NEAR(level_db(y[0], 1.5, 3.0) + kFs, 20.0, 0.05);
  EXPECT_LT(spill_db(y[0], kMiddle), spill_db(faded, kMiddle));
  // Off, and on again, is no louder a click.
  const Stereo off = hear_live(quiet(3.0), loud, ringing(), Change{kAt, loud, with({})});
  EXPECT_LT(spill_db(off[0], kMiddle), spill_db(faded, kMiddle));
  EXPECT_EQ(level_db(off[0], 1.5, 3.0), -300.0);
  const Stereo on = hear_live(quiet(3.0), loud, with({}), Change{kAt, loud, ringing()});
  EXPECT_LT(spill_db(on[0], kMiddle), spill_db(faded, kMiddle));
  EXPECT_EQ(level_db(on[0], 0.0, 1.3), -300.0);
}

// From an ear that hears to one that does not: what is left of the programme, and of ringing that
// ends with the same change, frame by frame.
TEST(RendererInsideChange, RingingChangesWithTheEars) {
  for (const double loss : {0.0, 20.0}) {
    auto before = flat(loss);
    const Stereo x = tone(3.0, 1000.0, 0.01);
    const Change change{kAt, both(silence()), ringing()};
    const Stereo heard = hear_live(x, both(before), ringing(), change);
    const Stereo heard_on = hear_live(x, both(before), ringing());
    before.tinnitus = {tone_layer(1000, 50.0)};
    const Stereo rung = hear_live(quiet(3.0), both(before), ringing(), change);
    const Stereo rung_on = hear_live(quiet(3.0), both(before), ringing());
    // Peaks of each half period, since the two tones differ in phase.
    const auto gain = [&](const Stereo& y, const Stereo& full, std::size_t n) {
      double most = 0.0, of = 0.0;
      for (std::size_t i = n - 12; i < n + 12; ++i) {
        most += std::abs(y[0][i]);
        of += std::abs(full[0][i]);
      }
      return most / of;
    };
    for (std::size_t n = kAt; n < kAt + 3000; n += 16) {
      EXPECT_NEAR(gain(heard, heard_on, n), gain(rung, rung_on, n), loss == 0.0 ? 0.03 : 0.1)
          << loss << " " << (n - kAt) / 64.0;
    }
  }
}

// The heart counts on from one rate to another: the beats on both sides stand at their distances.
TEST(RendererInsideChange, ANewHeartRateCountsOn) {
  RenderParams slow = with({.body = {.breath = {}, .heart = Decibels(0), .thuds = {}}});
  RenderParams fast = slow;
  slow.inside.body.heart_per_min = 60.0;
  fast.inside.body.heart_per_min = 120.0;
  const auto listener = both(silence());
  const Stereo y = hear_live(quiet(21.0), listener, slow, Change{at(10.3), listener, fast});
  const auto beats = beats_of(y[0], 20.9, [](double t) { return t < 10.9 ? 0.8 : 0.5; });
  EXPECT_NEAR(static_cast<double>(beats.size()), 10.3 + 2 * 10.7, 2.0);
  for (std::size_t i = 1; i < beats.size(); ++i) {
    const double gap = beats[i] - beats[i - 1];
    EXPECT_GT(gap, 0.40) << beats[i];
    EXPECT_LT(gap, beats[i - 1] < 10.3 ? 1.15 : 0.62) << beats[i];
  }
}

}  // namespace
}  // namespace otoscape::render
