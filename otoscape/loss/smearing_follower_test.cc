// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/smearing_follower.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <vector>

#include "otoscape/base/block_memory.h"
#include "otoscape/base/slices.h"

namespace otoscape::loss {
namespace {

constexpr Hertz kRate{48000.0};

std::shared_ptr<const SmearingMatrix> wide_filters() {
  SmearingParams params;
  params.lower.fill(3.0f);
  params.upper.fill(3.0f);
  return SmearingBasis(kRate).make(params);
}

struct Heard {
  double whole = 0.0, part = 0.0, rest = 0.0;  // energies after a second
};

// Two parts of what the left ear hears: `part`, which is followed, and whole − part.
Heard heard(double part_of_whole, double rest_of_whole) {
  Arena arena;
  const auto matrix = wide_filters();
  const int hop = SmearingFrame::at(kRate).hop_frames;
  SpectralSmearing leader;
  leader.prepare({kRate, 2}, arena);
  leader.start_with({matrix.get(), matrix.get()});
  SmearingFollower follower;
  const SmearingFollower::Channel channel{SmearingFollower::Ear::left, 1.0f};
  follower.prepare(kRate, std::span(&channel, 1), arena);
  const auto sound = take_block<PascalUnit>(arena, 2, hop),
             unsmeared = take_block<PascalUnit>(arena, 2, hop),
             part = take_block<PascalUnit>(arena, 1, hop);
  std::mt19937 random(5);
  std::normal_distribution<double> gauss(0.0, 0.1);
  Heard sum;
  for (int n = 0; n < 48000; n += hop) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(hop); ++i) {
      const double common = gauss(random), own = gauss(random);
      part.channel(0)[i] = static_cast<float>(part_of_whole * common + own);
      sound.channel(0)[i] = static_cast<float>((part_of_whole + rest_of_whole) * common + own);
      sound.channel(1)[i] = 0.0f;
    }
    leader.process(sound, unsmeared);
    follower.process(leader, part);
    if (n < 4800) continue;
    for (std::size_t i = 0; i < static_cast<std::size_t>(hop); ++i) {
      const double whole = sound.channel(0)[i], followed = part.channel(0)[i];
      sum.whole += whole * whole;
      sum.part += followed * followed;
      sum.rest += (whole - followed) * (whole - followed);
    }
  }
  return sum;
}

TEST(SmearingFollower, APartThatIsTheWholeIsSmearedAsTheWhole) {
  const Heard alone = heard(1.0, 0.0);
  EXPECT_LT(alone.rest, 1e-10 * alone.whole);
}

// 40 dB louder than the whole: its gains in the dips of the whole would amplify it.
TEST(SmearingFollower, APartThatTheOthersCancelIsNotAmplified) {
  const double part = 100.0;
  const Heard cancelled = heard(part, -part);
  const double before = (part * part + 1.0) * 0.01 * 43200.0;
  EXPECT_LT(cancelled.part, before);
}

}  // namespace
}  // namespace otoscape::loss
