// SPDX-License-Identifier: Apache-2.0
// A listener file that is not quite right would show another person's hearing: nothing is guessed,
// the line says where and what.

#include <gtest/gtest.h>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

struct Case {
  std::string name, file, text;
  std::string says;  // part of the error
};

constexpr const char* kHead = "format = \"otoscape.listener/1\"\n[both]\n";

std::string challenge(const std::string& cfs, const std::string& left, const std::string& right) {
  return "{\"audiogram_cfs\": [" + cfs + "], \"audiogram_levels_l\": [" + left +
         "], \"audiogram_levels_r\": [" + right + "]}";
}

const Case kCases[] = {
    {"NoPoints", "l.toml", std::string(kHead) + "air_db_hl = {}\n", "no points"},
    {"AboveTheScale", "l.toml", std::string(kHead) + "air_db_hl = { 500 = 131 }\n", "l.toml:3:"},
    {"BelowTheScale", "l.toml", std::string(kHead) + "air_db_hl = { 500 = -21 }\n", "-20 to 130"},
    {"NegativeFrequency", "l.toml", std::string(kHead) + "air_db_hl = { -500 = 30 }\n", "-500"},
    {"UnknownKey", "l.toml", std::string(kHead) + "air_db_hll = { 500 = 30 }\n",
     "did you mean \"air_db_hl\""},
    {"NotTomlAtAll", "l.toml", "air_db_hl = \n\n[", "l.toml:1:"},
    {"NoFormat", "l.toml", "[both]\nair_db_hl = { 500 = 30 }\n", "format"},
    {"UnequalLengths", "l.json", challenge("250, 500", "10, 20", "10"), "l.json"},
    {"NothingInTheLists", "l.json", challenge("", "", ""), "l.json"},
    {"FallingFrequencies", "l.json", challenge("500, 250", "1, 2", "1, 2"), "does not rise"},
    {"NegativeFrequencyInJson", "l.json", challenge("-250, 500", "1, 2", "1, 2"), "audiogram_cfs"},
    {"AboveTheScaleInJson", "l.json", challenge("250", "131", "0"), "130"},
    {"SeveralAndNoneChosen", "l.json",
     "{\"L1\": " + challenge("250", "1", "1") + ", \"L2\": " + challenge("250", "2", "2") + "}",
     "L1"},
};

class BadListener : public testing::TestWithParam<Case> {};

TEST_P(BadListener, IsRefusedInOneLine) {
  const Case& c = GetParam();
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 1, 0.2));
  write_bytes(folder / c.file, c.text);
  const auto before = folder.names();
  const Ran ran = render(folder / "in.wav", folder / "out.wav", {"--listener", folder / c.file});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(ran.err.starts_with("otoscape: ")) << ran.err;
  EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
  EXPECT_NE(ran.err.find(c.says), std::string::npos) << ran.err;
  EXPECT_EQ(folder.names(), before);
}

INSTANTIATE_TEST_SUITE_P(Files, BadListener, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

TEST(Listener, OneOfSeveralIsChosenByItsName) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 1, 0.2));
  write_bytes(folder / "l.json", "{\"L1\": " + challenge("250", "1", "1") +
                                     ", \"L2\": " + challenge("250", "2", "2") + "}");
  const auto with = [&](const std::string& listener) {
    return render(folder / "in.wav", folder / "out.wav", {"--overwrite", "--listener", listener});
  };
  EXPECT_EQ(with(folder / "l.json#L2").status, 0);
  const Ran ran = with(folder / "l.json#L3");
  EXPECT_EQ(ran.status, 1);
  EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
  const Ran unknown = with("preset:nromal");
  EXPECT_NE(unknown.status, 0);
  EXPECT_NE(unknown.err.find("did you mean"), std::string::npos) << unknown.err;
}

}  // namespace
}  // namespace otoscape::test
