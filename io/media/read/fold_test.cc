// SPDX-License-Identifier: Apache-2.0
// The two-channel fold of ITU-R BS.775: L + 0.7071 C + 0.7071 Ls, and without LFE.

#include "io/media/read/fold.h"

#include <gtest/gtest.h>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr float kMinus3Db = 0.7071068f;

std::vector<FoldGains> fold_of(const char* name) {
  AVChannelLayout layout{};
  EXPECT_EQ(av_channel_layout_from_string(&layout, name), 0) << name;
  auto gains = fold_to_stereo(layout);
  av_channel_layout_uninit(&layout);
  return gains;
}

void expect_gains(const std::vector<FoldGains>& gains, const std::vector<FoldGains>& wanted) {
  ASSERT_EQ(gains.size(), wanted.size());
  for (std::size_t c = 0; c < gains.size(); ++c) {
    EXPECT_FLOAT_EQ(gains[c].left, wanted[c].left) << "channel " << c;
    EXPECT_FLOAT_EQ(gains[c].right, wanted[c].right) << "channel " << c;
  }
}

TEST(Fold, FivePointOne) {
  // L R C LFE Ls Rs, whether the surrounds are called side or back.
  const std::vector<FoldGains> wanted = {{1, 0}, {0, 1},         {kMinus3Db, kMinus3Db},
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

TEST(Fold, ChannelsWithoutNamesAreTakenAsUsual) {
  AVChannelLayout layout{};
  layout.order = AV_CHANNEL_ORDER_UNSPEC;
  layout.nb_channels = 6;
  const auto wanted = fold_of("5.1"), gains = fold_to_stereo(layout);
  expect_gains(gains, wanted);
}

TEST(Fold, LeftAndRightMirrorEachOther) {
  for (const char* name : {"4.0", "5.0", "6.1", "7.0", "7.1(wide)", "octagonal"}) {
    float left = 0.0f, right = 0.0f;
    for (const FoldGains& gain : fold_of(name)) left += gain.left, right += gain.right;
    EXPECT_FLOAT_EQ(left, right) << name;
  }
}

}  // namespace
}  // namespace otoscape::io::media
