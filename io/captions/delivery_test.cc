// SPDX-License-Identifier: Apache-2.0
#include "io/captions/delivery.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "io/captions/cue.h"

namespace otoscape::io::captions {
namespace {

constexpr double kFrames = 25.0;

Statement instant(double at, const std::string& text, int weight = 5) {
  return {Seconds(at), Seconds(at), text, "pop", weight, true, true};
}
Statement lasting(double at, double until, const std::string& text, int weight = 3) {
  return {Seconds(at), Seconds(until), text, "body", weight, false, false};
}
std::vector<Screen> placed(std::vector<Statement> statements) {
  return place(std::move(statements), {kFrames, kAdultSpeed}, Seconds(60.0));
}

TEST(Delivery, ShortTextsStandOnOneLineAndLongOnesOnTwo) {
  EXPECT_EQ(wrapped("[no sound]").size(), 1u);
  const auto two = wrapped("[a text that is a little longer than one line has room for]");
  ASSERT_EQ(two.size(), 2u);
  for (const std::string& line : two) EXPECT_LE(characters(line), kColumns);
  EXPECT_TRUE(wrapped(std::string(43, 'x')).empty());
}

TEST(Delivery, WhatComesTogetherSharesAScreen) {
  const auto screens =
      placed({lasting(5, 20, "[one]"), lasting(5, 20, "[two]"), lasting(5, 20, "[three]", 1)});
  ASSERT_EQ(screens.size(), 2u);
  EXPECT_EQ(screens[0].text(), "[one]\n[two]");
  EXPECT_EQ(screens[1].text(), "[three]");
  EXPECT_NEAR(screens[1].begin.value() - screens[0].end.value(), kGapFrames / kFrames, 1e-9);
}

TEST(Delivery, AnInstantIsNeverLateAndWhatLastsGivesWay) {
  const auto screens =
      placed({lasting(5.0, 30, "[own breath and heartbeat]"), instant(5.5, "[a pop in the ear]")});
  ASSERT_EQ(screens.size(), 2u);
  EXPECT_EQ(screens[0].text(), "[a pop in the ear]");
  EXPECT_NEAR(screens[0].begin.value(), 5.5, 1.0 / kFrames);
  EXPECT_EQ(screens[1].text(), "[own breath and heartbeat]");
}

TEST(Delivery, WhatIsOverBeforeItCouldBeReadIsNotSaid) {
  EXPECT_TRUE(placed({lasting(5.0, 5.4, "[own breath and heartbeat]")}).empty());
  EXPECT_TRUE(placed({lasting(59.8, 70.0, "[own breath and heartbeat]")}).empty());
}

TEST(Delivery, ChildrenHaveMoreTime) {
  const std::string text(40, 'x');
  const auto said = [&](double speed, double until) {
    return place({lasting(5, until, text), instant(until, "[x]")}, {kFrames, speed}, Seconds(60.0))
        .size();
  };
  // 40 characters take 2.35 s at 17 a second, 3.08 s at 13.
  EXPECT_EQ(said(kAdultSpeed, 7.6), 2u);
  EXPECT_EQ(said(kChildSpeed, 7.6), 1u);
  EXPECT_EQ(said(kChildSpeed, 8.3), 2u);
}

// Every rule, for statements at random.
TEST(Delivery, RandomStatementsKeepEveryRule) {
  std::mt19937 random(1);
  const auto uniform = [&](double from, double to) {
    return from + (to - from) * static_cast<double>(random()) / 4294967296.0;
  };
  int screens_seen = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<Statement> statements;
    for (int i = 0; i < 30; ++i) {
      const double at = uniform(0.0, 60.0);
      const std::string text = "[" + std::string(static_cast<std::size_t>(uniform(2, 19)), 'a') +
                               " " + std::string(static_cast<std::size_t>(uniform(2, 19)), 'b') +
                               "]";
      if (i % 3 == 0) {
        statements.push_back(instant(at, text, static_cast<int>(uniform(1, 9))));
      } else {
        statements.push_back(lasting(at, at + uniform(0.1, 20.0), text));
      }
    }
    double last = -1.0;
    for (const Screen& screen : placed(statements)) {
      ++screens_seen;
      const double length = screen.end.value() - screen.begin.value();
      EXPECT_GE(length, kShortest - 1e-9);
      EXPECT_LE(length, kLongest + 1e-9);
      EXPECT_LE(static_cast<double>(characters(screen.text())) - 1.0, length * kAdultSpeed + 1.0);
      EXPECT_LE(screen.end.value(), 60.0);
      const double gap = last >= 0.0 ? screen.begin.value() - last : 1.0;
      EXPECT_GE(gap, kGapFrames / kFrames - 1e-9);
      last = screen.end.value();
      const double frame = screen.begin.value() * kFrames;
      EXPECT_NEAR(frame, std::round(frame), 1e-6);
      for (const Statement& said : screen.said) {
        EXPECT_GE(screen.begin.value() - said.at.value(), -kSoundFrames / kFrames - 0.021);
        if (said.instant) {
          EXPECT_NEAR(screen.begin.value(), said.at.value(), kSoundFrames / kFrames);
        }
      }
    }
  }
  EXPECT_GT(screens_seen, 1000);
}

}  // namespace
}  // namespace otoscape::io::captions
