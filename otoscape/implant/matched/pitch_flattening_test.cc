// SPDX-License-Identifier: Apache-2.0
// Delay, blocks, regions, changes of parameters, damaged input.

#include "otoscape/implant/matched/pitch_flattening.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

#include "otoscape/implant/matched/pitch_flattening_test_support.h"

namespace otoscape::implant::matched {
namespace {

using namespace flattening_test;

TEST(PitchFlattening, WithNothingToDoItIsADelay) {
  const Sound in = test::sound_of({male});
  const Sound out = run(in, {0.0, 180.0, 1.0});
  EXPECT_TRUE(std::equal(in.begin(), in.end() - static_cast<std::ptrdiff_t>(latency()),
                         out.begin() + static_cast<std::ptrdiff_t>(latency())));
  EXPECT_EQ(latency(), 1328u);
}

TEST(PitchFlattening, AnyPartitionGivesTheSameBytes) {
  const Sound in = test::sound_of({.pitch_hz = male, .seconds = 1.5});
  const auto with_moves = [&](int most) {
    PitchFlattening stage({}, kRate, 4096);
    std::mt19937 random(static_cast<unsigned>(most));
    std::uniform_int_distribution<int> size(1, most);
    Sound out(in.size());
    std::size_t at = 0;
    const auto until = [&](std::size_t end) {
      while (at < end) {
        const auto count = std::min(static_cast<std::size_t>(size(random)), end - at);
        stage.process(std::span(in).subspan(at, count), std::span(out).subspan(at, count));
        at += count;
      }
    };
    until(10007);
    stage.adopt({1.0, 140.0, 1.1}, 5000);
    until(30011);
    stage.adopt({0.0, 140.0, 1.0}, 4801);
    until(50000);
    EXPECT_TRUE(stage.settled());
    stage.adopt({0.6, 100.0, 1.0}, 1);
    until(in.size());
    return out;
  };
  const Sound whole = with_moves(4096);
  EXPECT_EQ(whole, with_moves(1));
  EXPECT_EQ(whole, with_moves(300));
}

// Hops and grains without pitch lie on multiples counted from frame 0; a voice's epochs begin with
// the voice.
TEST(PitchFlattening, FromAPauseOnARegionSoundsLikeTheWhole) {
  Sound in = test::sound_of({.pitch_hz = male, .seconds = 2.0});
  for (std::size_t n = 0; n < in.size(); ++n) {
    const bool pauses = n % 24000 < 9600;
    if (pauses) in[n] = 0.001f * std::sin(0.3f * static_cast<float>(n * n % 1009));
  }
  const Sound whole = run(in, {1.0, 140.0, 1.1});
  for (const std::size_t first : {17017u, 17020u, 23999u}) {
    Sound region(in.begin() + static_cast<std::ptrdiff_t>(first), in.end());
    PitchFlattening stage({1.0, 140.0, 1.1}, kRate, 1, static_cast<std::int64_t>(first));
    stage.process(region, region);
    for (std::size_t n = 36000; n < in.size(); ++n) {
      ASSERT_NEAR(region[n - first], whole[n], 1e-6f) << first << " " << n;
    }
  }
}

// The largest sixth difference: what a jump leaves of a sound that has nothing above 3 kHz.
float roughest(std::span<const float> x) {
  float most = 0.0f;
  for (std::size_t n = 6; n < x.size(); ++n) {
    most = std::max(most, std::abs(x[n] - 6 * x[n - 1] + 15 * x[n - 2] - 20 * x[n - 3] +
                                   15 * x[n - 4] - 6 * x[n - 5] + x[n - 6]));
  }
  return most;
}

TEST(PitchFlattening, ComesAndGoesWithoutAClick) {
  const Sound in = test::sound_of({.pitch_hz = male, .formants_hz = {400.0, 800.0}});
  PitchFlattening stage({}, kRate, 1);
  Sound out(in.size());
  auto to = [&, at = std::size_t{0}](std::size_t end) mutable {
    stage.process(std::span(in).subspan(at, end - at), std::span(out).subspan(at, end - at));
    at = end;
  };
  to(48000);
  stage.adopt({1.0, 120.0, 1.0}, 4800);
  EXPECT_FALSE(stage.settled());
  to(96000);
  EXPECT_TRUE(stage.settled());
  stage.adopt({}, 4800);
  to(144000);
  const float steady = roughest(std::span(out).subspan(60000, 30000));
  EXPECT_LE(roughest(std::span(out).subspan(46000, 12000)), 2.0f * steady);
  EXPECT_LE(roughest(std::span(out).subspan(94000, 12000)), 2.0f * steady);
  EXPECT_TRUE(std::equal(out.begin() + 120000, out.end(),
                         in.begin() + 120000 - static_cast<std::ptrdiff_t>(latency())));
}

TEST(PitchFlattening, DamageBecomesSilenceAndIsForgotten) {
  Sound in = test::sound_of({.pitch_hz = male, .seconds = 1.0});
  in[9000] = std::numeric_limits<float>::quiet_NaN();
  in[9001] = std::numeric_limits<float>::infinity();
  in[9002] = -3e38f;
  const Sound out = run(in, {1.0, 120.0, 1.2});
  for (const float x : out) ASSERT_LT(std::abs(x), 1.0f);
  const Sound nothing = run(Sound(48000), {1.0, 120.0, 1.2});
  EXPECT_TRUE(std::ranges::all_of(nothing, [](float x) { return x == 0.0f; }));
}

}  // namespace
}  // namespace otoscape::implant::matched
