// SPDX-License-Identifier: Apache-2.0
// The two-channel fold of ITU-R BS.775: L + 0.7071 C + 0.7071 Ls, and without LFE.

#include "io/media/read/fold.h"

#include <gtest/gtest.h>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr float kMinus3Db = 0.70710678f;

using Gains = std::vector<FoldGains>;

Gains gains_of(const Routes& routes, std::size_t channels) {
  Gains gains(channels);
  for (const Route& route : routes) {
    FoldGains& of = gains[static_cast<std::size_t>(route.from)];
    (route.to == 0 ? of.left : of.right) = route.gain;
  }
  return gains;
}

Gains fold_of(const char* name) {
  AVChannelLayout layout{};
  EXPECT_EQ(av_channel_layout_from_string(&layout, name), 0) << name;
  const auto gains = gains_of(fold_routes(layout, 2), static_cast<std::size_t>(layout.nb_channels));
  av_channel_layout_uninit(&layout);
  return gains;
}

void expect_gains(const Gains& gains, const Gains& wanted) {
  ASSERT_EQ(gains.size(), wanted.size());
  for (std::size_t c = 0; c < gains.size(); ++c) {
    EXPECT_FLOAT_EQ(gains[c].left, wanted[c].left) << "channel " << c;
    EXPECT_FLOAT_EQ(gains[c].right, wanted[c].right) << "channel " << c;
  }
}

TEST(Fold, FivePointOne) {
  // L R C LFE Ls Rs, whether the surrounds are called side or back.
  const Gains wanted = {{1, 0}, {0, 1},         {kMinus3Db, kMinus3Db},
                        {0, 0}, {kMinus3Db, 0}, {0, kMinus3Db}};
  expect_gains(fold_of("5.1"), wanted);
  expect_gains(fold_of("5.1(side)"), wanted);
}

TEST(Fold, SevenPointOne) {
  // L R C LFE, back left and right, side left and right.
  expect_gains(fold_of("7.1"), {{1, 0},
                                {0, 1},
                                {kMinus3Db, kMinus3Db},
                                {0, 0},
                                {kMinus3Db, 0},
                                {0, kMinus3Db},
                                {kMinus3Db, 0},
                                {0, kMinus3Db}});
}

TEST(Fold, WithoutCentreOrSurrounds) {
  expect_gains(fold_of("quad"), {{1, 0}, {0, 1}, {kMinus3Db, 0}, {0, kMinus3Db}});
  expect_gains(fold_of("2.1"), {{1, 0}, {0, 1}, {0, 0}});
  expect_gains(fold_of("3.0"), {{1, 0}, {0, 1}, {kMinus3Db, kMinus3Db}});
}

TEST(Fold, ALayoutThatIsGivenFoldsAsTheFilesOwn) {
  for (const char* name : {"5.1", "7.1", "quad(side)", "6.1", "3.0"}) {
    const Layout layout = *layout_named(name);
    const auto gains =
        gains_of(fold_routes(layout, 2), static_cast<std::size_t>(layout.channels()));
    expect_gains(gains, fold_of(name));
  }
}

TEST(Fold, LoudspeakersOfFfmpegAloneHaveTheirNeighboursGains) {
  const Gains wide = fold_of("FL+FR+WL+WR+SDL+SDR+LFE2");
  expect_gains(wide, {{1, 0}, {0, 1}, {1, 0}, {0, 1}, {kMinus3Db, 0}, {0, kMinus3Db}, {0, 0}});
}

TEST(Fold, LeftAndRightMirrorEachOther) {
  for (const char* name : {"4.0", "5.0", "6.1", "7.0", "7.1(wide)", "octagonal"}) {
    float left = 0.0f, right = 0.0f;
    for (const FoldGains& gain : fold_of(name)) left += gain.left, right += gain.right;
    EXPECT_FLOAT_EQ(left, right) << name;
  }
}

using enum Speaker;

TEST(RoutesBetween, EachGoesToItsOwnUnderEitherName) {
  const Layout back = *layout_named("5.1"), side = *layout_named("5.1(side)");
  const Routes own = {{0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}};
  EXPECT_EQ(routes_between(back, back), own);
  EXPECT_EQ(routes_between(side, back), own);
  EXPECT_EQ(routes_between(back, side), own);
  // Film order, as a file with named channels may have it: L C R Ls Rs LFE.
  const Layout film{front_left, front_centre, front_right, back_left, back_right, lfe};
  EXPECT_EQ(routes_between(film, back), (Routes{{0, 0}, {1, 2}, {2, 1}, {3, 4}, {4, 5}, {5, 3}}));
}

TEST(RoutesBetween, WhatIsTooMuchIsFoldedIntoTheFront) {
  const Layout seven = *layout_named("7.1"), five = *layout_named("5.1"),
               stereo = *layout_named("stereo"), mono = *layout_named("mono");
  // Both pairs there: the back one is its own, the side one is folded.
  EXPECT_EQ(
      routes_between(seven, five),
      (Routes{
          {0, 0}, {1, 1}, {2, 2}, {3, 3}, {4, 4}, {5, 5}, {6, 0, kMinus3Db}, {7, 1, kMinus3Db}}));
  EXPECT_EQ(routes_between(five, stereo), (Routes{{0, 0},
                                                  {1, 1},
                                                  {2, 0, kMinus3Db},
                                                  {2, 1, kMinus3Db},
                                                  {4, 0, kMinus3Db},
                                                  {5, 1, kMinus3Db}}));
  EXPECT_EQ(routes_between(stereo, mono), (Routes{{0, 0, 0.5f}, {1, 0, 0.5f}}));
  EXPECT_EQ(routes_between(mono, five), (Routes{{0, 2}}));
  EXPECT_EQ(lacking(five, stereo), (Layout{front_centre, lfe, back_left, back_right}));
  EXPECT_EQ(lacking(five, *layout_named("5.1(side)")), Layout());
}

}  // namespace
}  // namespace otoscape::io::media
