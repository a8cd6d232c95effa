// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "io/files/listener_file.h"
#include "io/files/listener_json.h"

namespace otoscape::io::files {
namespace {

constexpr const char* kTwo = R"({
  "L0001": {"name": "L0001", "audiogram_cfs": [250, 500, 1000],
            "audiogram_levels_l": [10, 20, 30.5], "audiogram_levels_r": [5, 5, 5]},
  "L0002": {"audiogram_cfs": [250], "audiogram_levels_l": [110], "audiogram_levels_r": [5]}
})";

Result<LoadedListener> parse(const std::string& text, const std::string& id = "") {
  return parse_listener_json(text, "listeners.json", id);
}

std::string error_of(const Result<LoadedListener>& loaded) {
  return loaded ? "no error" : loaded.error().sentence;
}

std::string bare(const std::string& hz, const std::string& left, const std::string& right) {
  return R"({"audiogram_cfs":)" + hz + R"(,"audiogram_levels_l":)" + left +
         R"(,"audiogram_levels_r":)" + right + "}";
}

TEST(ListenerJson, PicksAListenerById) {
  const auto one = parse(kTwo, "L0001");
  ASSERT_TRUE(one) << one.error().sentence;
  EXPECT_EQ(one->profile.name, "L0001");
  EXPECT_EQ(one->profile.left.air.at(Hertz(1000)), DbHl(30.5));
  EXPECT_EQ(one->profile.right.air.at(Hertz(1000)), DbHl(5));
  EXPECT_TRUE(one->notes.empty());
  EXPECT_EQ(parse(kTwo, "L0002")->notes.at(0), "thresholds above 104 dB HL are taken as 104");
}

TEST(ListenerJson, AsksWhichOneAndSuggests) {
  EXPECT_EQ(error_of(parse(kTwo)),
            R"(listeners.json: holds 2 listeners ("L0001", "L0002"); choose one as )"
            "listeners.json#L0001");
  EXPECT_EQ(error_of(parse(kTwo, "L002")),
            R"(listeners.json: holds no listener "L002"; did you mean "L0002"?)");
  EXPECT_EQ(error_of(parse(kTwo, "somebody")),
            R"(listeners.json: holds no listener "somebody"; the first are "L0001", "L0002")");
}

TEST(ListenerJson, ErrorsStayOnOneLineWhateverTheIds) {
  const auto loaded = parse("{\"a\\nb\": {}, \"c\": {}}");
  EXPECT_EQ(error_of(loaded).find('\n'), std::string::npos);
  EXPECT_EQ(error_of(parse("{\"a\\nbc\": {}, \"c\": {}}", "aabc")).find('\n'), std::string::npos);
}

TEST(ListenerJson, ReadsABareListener) {
  const auto loaded = parse(R"({"name": "me", "note": "extra keys are fine",
    "audiogram_cfs": [500], "audiogram_levels_l": [1], "audiogram_levels_r": [2]})");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_EQ(loaded->profile.name, "me");
  EXPECT_EQ(parse(bare("[500]", "[1]", "[2]"))->profile.name, "listeners");
  EXPECT_EQ(error_of(parse(bare("[500]", "[1]", "[2]"), "L1")),
            R"(listeners.json: holds one listener, "listeners", and none called "L1")");
}

TEST(ListenerJson, RefusesWrongFiles) {
  struct Wrong {
    std::string text, error;
  };
  for (const Wrong& wrong : {
           Wrong{"{\n\"a\": [1,\n}", "listeners.json:3: is not valid JSON here"},
           Wrong{"", "listeners.json:1: is not valid JSON here"},
           Wrong{"{\"a\": \"\xff\"}", "listeners.json:1: is not valid JSON here"},
           Wrong{"[1e999]", "listeners.json:1: is not valid JSON; a number is too large"},
           Wrong{"[]",
                 "listeners.json: is no listener; one has audiogram_cfs, audiogram_levels_l and "
                 "audiogram_levels_r"},
           Wrong{R"({"audiogram_cfs": [500], "audiogram_levels_l": [1]})",
                 "listeners.json: audiogram_levels_r is missing"},
           Wrong{bare("[500, 1000]", "[1]", "[1, 2]"),
                 "listeners.json: audiogram_levels_l has 1 values for 2 frequencies"},
           Wrong{bare("[1000, 500]", "[1, 2]", "[1, 2]"),
                 "listeners.json: audiogram_cfs does not rise"},
           Wrong{bare("[500, 500]", "[1, 2]", "[1, 2]"),
                 "listeners.json: audiogram_cfs does not rise"},
           Wrong{bare("[-1]", "[1]", "[1]"),
                 "listeners.json: audiogram_cfs holds -1; frequencies are in Hz, from 20 to 96000"},
           Wrong{bare("[]", "[]", "[]"), "listeners.json: audiogram_cfs is not a list of numbers"},
           Wrong{bare("[500]", "[null]", "[1]"),
                 "listeners.json: audiogram_levels_l holds something that is not a number"},
           Wrong{bare("[500]", "[1]", "[140]"),
                 "listeners.json: audiogram_levels_r: the threshold at 500 Hz is 140 dB HL; "
                 "thresholds lie between -20 and 130"},
           Wrong{R"({"L1": 3})",
                 R"(listeners.json: listener "L1": is not an object with audiogram_cfs)"},
           Wrong{R"({"L1": {}})", R"(listeners.json: listener "L1": audiogram_cfs is missing)"},
       }) {
    EXPECT_EQ(error_of(parse(wrong.text)), wrong.error) << wrong.text;
  }
}

TEST(ListenerJson, HostileNestingIsRefusedNotFollowed) {
  const std::string open(1000000, '['), close(1000000, ']');
  EXPECT_FALSE(parse(open));
  EXPECT_FALSE(parse(open + close));
}

}  // namespace
}  // namespace otoscape::io::files
