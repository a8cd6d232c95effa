// SPDX-License-Identifier: Apache-2.0
#include "io/pages/follows_scheme.h"

#include <gtest/gtest.h>

namespace otoscape::io::pages {
namespace {

int lightness(Colour c) { return c.red + c.green + c.blue; }

TEST(FollowsScheme, LightAndDarkChangePlacesAndHuesStay) {
  EXPECT_LT(lightness(on_dark({255, 255, 255})), 3 * 40);
  EXPECT_GT(lightness(on_dark({0, 0, 0})), 3 * 230);
  const Colour blue = on_dark({20, 60, 190});
  EXPECT_GT(blue.blue, blue.green);
  EXPECT_GT(blue.green, blue.red);
  EXPECT_GT(lightness(blue), lightness({20, 60, 190}));
}

TEST(FollowsScheme, EachColourGetsOneRuleAndTheLightFormStays) {
  const std::string svg =
      "<svg fill=\"#1c2128\"><rect fill=\"#ffffff\"/><path stroke=\"#fff\" fill=\"none\"/>"
      "<rect fill=\"#ffffff\"/></svg>";
  const std::string both = follows_scheme(svg);
  const std::size_t from = both.find("<style>"), to = both.find("</style>") + 8;
  ASSERT_NE(from, both.npos);
  EXPECT_EQ(both.substr(0, from) + both.substr(to), svg);
  const std::string style = both.substr(from, to - from);
  EXPECT_NE(style.find("prefers-color-scheme:dark"), style.npos);
  for (const char* rule :
       {"[fill=\"#1c2128\"]{fill:#", "[fill=\"#ffffff\"]{fill:#", "[stroke=\"#fff\"]{stroke:#"}) {
    EXPECT_NE(style.find(rule), style.npos) << rule;
    EXPECT_EQ(style.find(rule), style.rfind(rule)) << rule;
  }
  EXPECT_EQ(style.find("none"), style.npos);
}

TEST(FollowsScheme, WhatIsNoDiagramStaysAsItIs) { EXPECT_EQ(follows_scheme("words"), "words"); }

}  // namespace
}  // namespace otoscape::io::pages
