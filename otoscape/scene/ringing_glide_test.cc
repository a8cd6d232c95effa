// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/ringing_glide.h"

#include <gtest/gtest.h>

namespace otoscape::scene {
namespace {

using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;

TinnitusLayer layer(std::string name, Kind kind = Kind::tone, double bandwidth_oct = 0.0) {
  TinnitusLayer one;
  one.name = std::move(name);
  one.kind = kind;
  one.bandwidth_oct = bandwidth_oct;
  return one;
}

TEST(RingingGlide, NeedsWhatASoundCannotChangeOnTheWay) {
  EXPECT_TRUE(glides(layer("a"), layer("a")));
  EXPECT_TRUE(glides(layer(""), layer("")));
  TinnitusLayer other = layer("a");
  other.pitch = Hertz(300);
  other.level = DbSpl(60);
  other.drift = other.masking = other.inhibition = other.stress = true;
  EXPECT_TRUE(glides(layer("a"), other));
  EXPECT_FALSE(glides(layer("a"), layer("b")));
  EXPECT_FALSE(glides(layer("a"), layer("a", Kind::pulsatile)));
  EXPECT_FALSE(glides(layer("a"), layer("a", Kind::tone, 0.1)));
  EXPECT_TRUE(glides(layer("a", Kind::tone, 0.5), layer("a", Kind::tone, 0.1)));
  other.central = true;
  EXPECT_FALSE(glides(layer("a"), other));
}

TEST(RingingGlide, LayersOfOneNameArePairedInOrder) {
  const std::vector<TinnitusLayer> from{layer(""), layer("a"), layer(""), layer("gone")};
  const std::vector<TinnitusLayer> to{layer("new"), layer(""), layer("a", Kind::noise, 1.0),
                                      layer("a"),   layer(""), layer("")};
  const auto pairs = ringing_pairs(from, to);
  const std::vector<int> wanted{-1, 0, -1, 1, 2, -1};  // places in `from`
  ASSERT_EQ(pairs.size(), to.size() + 1);
  for (std::size_t i = 0; i < to.size(); ++i) {
    EXPECT_EQ(pairs[i].to, &to[i]);
    EXPECT_EQ(pairs[i].from, wanted[i] < 0 ? nullptr : &from[static_cast<std::size_t>(wanted[i])])
        << i;
  }
  EXPECT_EQ(pairs.back().from, &from[3]);
  EXPECT_EQ(pairs.back().to, nullptr);
}

TEST(RingingGlide, IdentitiesAreUniqueInAListAndDoNotDependOnOthers) {
  const std::vector<TinnitusLayer> few{layer("a"), layer("")},
      more{layer("b"), layer("a"), layer("a"), layer("")};
  const auto a = ringing_identities(few), b = ringing_identities(more);
  EXPECT_EQ(a[0], b[1]);
  EXPECT_EQ(a[1], b[3]);
  EXPECT_NE(b[1], b[2]);
}

}  // namespace
}  // namespace otoscape::scene
