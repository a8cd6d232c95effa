// SPDX-License-Identifier: Apache-2.0
#include "io/captions/wording.h"

#include <gtest/gtest.h>

#include "io/captions/cue.h"
#include "io/captions/delivery.h"
#include "io/captions/wording_table.h"

namespace otoscape::io::captions {
namespace {

TEST(Wording, TheTemplateIsOurs) {
  const auto read = Wording::parse(Wording::file_text(), "wording.toml");
  ASSERT_TRUE(read) << read.error().sentence;
  for (const WordingEntry& entry : kWording) {
    EXPECT_EQ(read->say(entry.key, "Ruben"), Wording().say(entry.key, "Ruben"));
  }
}

TEST(Wording, EveryTextIsADescriptionThatFits) {
  for (const WordingEntry& entry : kWording) {
    const std::string text = Wording().say(entry.key, "a name of 24 characters.");
    EXPECT_FALSE(wrapped(text).empty()) << text;
    EXPECT_TRUE(text.starts_with('[') && text.ends_with(']')) << text;
    for (const char c : entry.text) EXPECT_FALSE(c >= 'A' && c <= 'Z') << entry.text;
  }
}

TEST(Wording, AFileChangesWhatItSets) {
  const auto read = Wording::parse(
      "format = \"otoscape.wording/1\"\nlanguage = \"de\"\n[captions]\n"
      "character = \"[was {name} hört]\"\nfelt = \"\"\n",
      "w.toml");
  ASSERT_TRUE(read) << read.error().sentence;
  EXPECT_EQ(read->language(), "de");
  EXPECT_EQ(read->say("character", "Ruben"), "[was Ruben hört]");
  EXPECT_EQ(read->say("felt", "Ruben"), "");
  EXPECT_EQ(read->say("room", "Ruben"), "[the room]");
}

TEST(Wording, UnknownKeysAndLongTextsAreRefused) {
  const std::string head = "format = \"otoscape.wording/1\"\n[captions]\n";
  const auto unknown = Wording::parse(head + "ringing_begin = \"[x]\"\n", "w.toml");
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().sentence,
            "w.toml:3: unknown key \"ringing_begin\"; did you mean \"ringing_begins\"?");
  const auto longest = Wording::parse(head + "room = \"" + std::string(60, 'x') + "\"\n", "w.toml");
  ASSERT_FALSE(longest);
  EXPECT_EQ(longest.error().sentence, "w.toml:3: room does not fit two lines of 42 characters");
}

}  // namespace
}  // namespace otoscape::io::captions
