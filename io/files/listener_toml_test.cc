// SPDX-License-Identifier: Apache-2.0
#include "io/files/listener_toml.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace otoscape::io::files {
namespace {

using hearing::HearingProfile;

constexpr std::string_view kHead = "format = \"otoscape.listener/1\"\n";

Result<LoadedListener> parse(const std::string& rest) {
  return parse_listener_toml(std::string(kHead) + rest, "drummer.toml");
}

// The error's sentence without the file's name; the value's name where there is no error.
std::string error_of(const Result<LoadedListener>& loaded) {
  if (loaded) return "no error";
  EXPECT_FALSE(loaded.error().sentence.ends_with('.')) << loaded.error().sentence;
  EXPECT_EQ(loaded.error().sentence.find('\n'), std::string::npos);
  EXPECT_EQ(loaded.error().kind, Error::Kind::failed);
  EXPECT_TRUE(loaded.error().sentence.starts_with("drummer.toml:")) << loaded.error().sentence;
  return loaded.error().sentence.substr(std::string("drummer.toml:").size());
}

TEST(ListenerToml, ReadsEveryPartOfAListener) {
  const auto loaded = parse(R"(name = "drummer, day 1"
[both]
air_db_hl  = { 1000 = 80, 250 = 60, "187.5" = 50.5, 4000 = "no response" }
bone_db_hl = { 500 = 65, 1000 = 75 }
smearing   = { lower = 2.4, upper = 1.6 }
[[both.tinnitus]]
kind = "low-fluctuating"
level_db_spl = 40
[[left.tinnitus]]
name = "whistle"
kind = "tone"
pitch_hz = 6500
bandwidth_oct = 0.25
level_db_sl = 8
drift = "off"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  const HearingProfile& profile = loaded->profile;
  EXPECT_EQ(profile.name, "drummer, day 1");
  ASSERT_EQ(profile.left.air.points().size(), 4u);
  EXPECT_EQ(profile.left.air.points()[0], (hearing::Threshold{Hertz(187.5), DbHl(50.5)}));
  EXPECT_FALSE(profile.left.air.points()[3].response);
  EXPECT_EQ(profile.right.air, profile.left.air);
  EXPECT_EQ(profile.right.bone->at(Hertz(1000)), DbHl(75));
  EXPECT_EQ(profile.left.smearing, hearing::Smearing(hearing::SmearingFactors{2.4, 1.6}));
  ASSERT_EQ(profile.left.tinnitus.size(), 2u);
  ASSERT_EQ(profile.right.tinnitus.size(), 1u);
  EXPECT_EQ(profile.right.tinnitus[0].kind, hearing::TinnitusLayer::Kind::low_fluctuating);
  EXPECT_EQ(std::get<DbSpl>(profile.right.tinnitus[0].level), DbSpl(40));
  EXPECT_EQ(profile.left.tinnitus[1],
            (hearing::TinnitusLayer{"whistle", hearing::TinnitusLayer::Kind::tone, Hertz(6500),
                                    0.25, DbSl(8)}));
}

TEST(ListenerToml, ALayerIsWhatItsKindUsuallyIsUnlessItSaysOtherwise) {
  const auto loaded = parse(R"(
[[both.tinnitus]]
kind = "crickets"
[[left.tinnitus]]
kind = "tone"
note = "A"
drift = true
masking = "on"
[[left.tinnitus]]
note = "Eb"
tuning_hz = 442
stress = "on"
inhibition = "off"
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  ASSERT_EQ(loaded->profile.left.tinnitus.size(), 3u);
  const auto& crickets = loaded->profile.right.tinnitus[0];
  EXPECT_EQ(crickets.pitch, Hertz(5000));
  EXPECT_DOUBLE_EQ(crickets.bandwidth_oct, 1.0 / 12.0);
  EXPECT_TRUE(crickets.central);
  const auto& a = loaded->profile.left.tinnitus[1];
  EXPECT_DOUBLE_EQ(a.pitch.value(), 7040.0) << "3520 Hz is farther from 6 kHz";
  EXPECT_TRUE(a.drift && a.masking && !a.inhibition && !a.stress && !a.central);
  const auto& e_flat = loaded->profile.left.tinnitus[2];
  EXPECT_NEAR(e_flat.pitch.value(), 4978.03 * 442.0 / 440.0, 0.01);
  EXPECT_TRUE(e_flat.stress && !e_flat.inhibition);
}

TEST(ListenerToml, OneEarReplacesSingleKeysOfBoth) {
  const auto loaded = parse(R"(
[right]
smearing = "off"
[left.air_db_hl]
4000 = 90
500 = 30
[both]
smearing = "auto"
air_db_hl = { 1000 = 20, 8000 = 40 }
)");
  ASSERT_TRUE(loaded) << loaded.error().sentence;
  EXPECT_EQ(loaded->profile.left.air.points().size(), 2u);
  EXPECT_EQ(loaded->profile.left.air.at(Hertz(4000)), DbHl(90));
  EXPECT_EQ(loaded->profile.right.air.at(Hertz(8000)), DbHl(40));
  EXPECT_TRUE(std::holds_alternative<hearing::SmearingOff>(loaded->profile.right.smearing));
  EXPECT_TRUE(std::holds_alternative<hearing::SmearingAuto>(loaded->profile.left.smearing));
}

TEST(ListenerToml, AnEarNotNamedIsTypicalAndTheFileNamesTheListener) {
  const auto loaded = parse("[left]\nair_db_hl = { 1000 = 60 }");
  ASSERT_TRUE(loaded);
  EXPECT_EQ(loaded->profile.right, hearing::EarProfile());
  EXPECT_EQ(loaded->profile.name, "drummer");
  EXPECT_TRUE(loaded->notes.empty());
  EXPECT_EQ(parse("")->notes.at(0), "the file names no ear, so both have typical hearing");
}

struct Wrong {
  const char* text;
  const char* error;
};

const Wrong kWrong[] = {
    Wrong{"[left]\ntinitus = 3", R"(3: unknown key "tinitus"; did you mean "tinnitus"?)"},
    Wrong{"nmae = 'x'", R"(2: unknown key "nmae"; did you mean "name"?)"},
    Wrong{"air_db_hl = { 500 = 3 }",
          "2: air_db_hl belongs to an ear; write it below [both], [left] or [right]"},
    Wrong{"[both]\nair_db_hl = {}",
          R"(3: air_db_hl has no points; write { 500 = 40, 1000 = "no response" })"},
    Wrong{"[both]\nair_db_hl = { 500 = 131 }",
          R"(3: the threshold at 500 Hz is 131; write dB HL from -20 to 130 or "no response")"},
    Wrong{"[both.air_db_hl]\n500 = 3\n1000 = nan",
          R"(4: the threshold at 1000 Hz is nan; write dB HL from -20 to 130 or "no response")"},
    Wrong{"[both]\nair_db_hl = { 500 = 'none' }",
          R"(3: the threshold at 500 Hz is "none"; write dB HL from -20 to 130 or "no response")"},
    Wrong{"[both]\nair_db_hl = { 0 = 3 }", "3: the frequency 0 Hz is not from 20 to 96000"},
    Wrong{"[both]\nair_db_hl = { -500 = 3 }", "3: the frequency -500 Hz is not from 20 to 96000"},
    Wrong{"[both]\nair_db_hl = { 96001 = 3 }", "3: the frequency 96001 Hz is not from 20 to 96000"},
    Wrong{"[both]\nair_db_hl = { 0.5 = 10 }",
          "3: 0.5 is below 20 Hz; frequencies are in Hz: 0.5 kHz is written 500"},
    Wrong{"[both]\nair_db_hl = { '0.25' = 10 }",
          "3: 0.25 is below 20 Hz; frequencies are in Hz: 0.25 kHz is written 250"},
    Wrong{"[both]\nair_db_hl = { 4 = 10 }",
          "3: 4 is below 20 Hz; frequencies are in Hz: 4 kHz is written 4000"},
    Wrong{"[both]\nair_db_hl = { 500 = 3, '500.0' = 4 }",
          "3: air_db_hl has two thresholds at 500 Hz"},
    Wrong{"[both]\nbone_db_hl = { 187.5 = 3 }",
          R"(3: a frequency with a fraction is written in quotes, as "187.5" = 40)"},
    Wrong{
        "[both]\nair_db_hl = [1, 2]",
        R"(3: air_db_hl is a list; write a table, as air_db_hl = { 500 = 40, 1000 = "no response" })"},
    Wrong{"both = 3", "2: both is 3; write a table, as [both]"},
    Wrong{"name = 3", "2: name is 3; write text in quotes"},
    Wrong{"[both]\nsmearing = 'atuo'", R"(3: smearing is "atuo"; did you mean "auto"?)"},
    Wrong{"[both]\nsmearing = true", R"(3: smearing is true; accepted: "auto", "off")"},
    Wrong{"[both]\nsmearing = { lower = 2, upper = 7 }",
          "3: upper is 7; write a number from 1 to 6"},
    Wrong{"[both]\nsmearing = { lower = 2 }",
          "3: smearing needs both factors, as { lower = 2.4, upper = 1.6 }"},
    Wrong{"[both.tinnitus]\nkind = 'tone'",
          "2: tinnitus is a table; each layer begins with a line such as "
          "[[both.tinnitus]], in double brackets"},
    Wrong{"[[both.tinnitus]]\nkind = 'tona'", R"(3: kind is "tona"; did you mean "tone"?)"},
    Wrong{"[[both.tinnitus]]\nlevel_db_spl = 76",
          "3: level_db_spl is 76; write a number from 0 to 75 dB SPL"},
    Wrong{"[[both.tinnitus]]\nlevel_db_spl = 6\nlevel_db_sl = 6",
          "3: a ringing layer has one of level_db_sl, level_db_spl and level_lu"},
    Wrong{"[[both.tinnitus]]\nlevel_db_spl = 6\nlevel_lu = -30",
          "4: a ringing layer has one of level_db_sl, level_db_spl and level_lu"},
    Wrong{"[[both.tinnitus]]\nlevel_lu = 1",
          "3: level_lu is 1; write a number from -60 to 0 LU re the programme"},
    Wrong{"[[both.tinnitus]]\npitch_hz = 'high'",
          R"(3: pitch_hz is "high"; write a number from 20 to 20000 Hz)"},
    Wrong{"[[both.tinnitus]]\nstress = 'onn'", R"(3: stress is "onn"; did you mean "on"?)"},
    Wrong{"[[both.tinnitus]]\nnote = 'A'\npitch_hz = 5000",
          "3: a ringing layer has pitch_hz or note, not both"},
    Wrong{"[[both.tinnitus]]\ntuning_hz = 442", R"(3: tuning_hz belongs to a note, as note = "A")"},
    // Of several errors the one that comes first in the file.
    Wrong{"[right]\nsmering = 1\n[left]\nimplnat = 1",
          R"(3: unknown key "smering"; did you mean "smearing"?)"},
};

TEST(ListenerToml, RefusesWithFileLineAndReason) {
  for (const Wrong& wrong : kWrong) {
    EXPECT_EQ(error_of(parse(wrong.text)), wrong.error) << wrong.text;
  }
}

TEST(ListenerToml, RefusesWhatIsNoListenerOrNoToml) {
  const auto error = [](std::string_view text) {
    return error_of(parse_listener_toml(text, "drummer.toml"));
  };
  EXPECT_EQ(error("name = 'x'"),
            R"(1: the format is missing; begin the file with format = "otoscape.listener/1")");
  EXPECT_EQ(error(""),
            R"(1: the format is missing; begin the file with format = "otoscape.listener/1")");
  EXPECT_EQ(
      error("\nformat = 'otoscape.scene/1'"),
      R"(2: the format is "otoscape.scene/1"; a listener has format = "otoscape.listener/1")");
  EXPECT_TRUE(error("\n\nname = = 3").starts_with("3: "));
  for (const char* brackets : {"\n[[[a]]]", "\n[[=a]]", "\n[[\xC2\xA1]]", "\n[="}) {
    EXPECT_TRUE(error(brackets).starts_with("2: ")) << brackets;
  }
  EXPECT_TRUE(error("name = 'x'\nname = 'y'").starts_with("2: "));
  EXPECT_TRUE(error("\nname = '\xff\xfe'").starts_with("2: "));
  EXPECT_TRUE(error(std::string_view("\0\0", 2)).starts_with("1: "));
}

TEST(ListenerToml, HostileNestingIsRefusedNotFollowed) {
  std::string dots = "a";
  for (int i = 0; i < 200000; ++i) dots += i % 2 != 0 ? ".\"a\"" : " . a";
  EXPECT_EQ(error_of(parse(dots + " = 1")),
            "2: a key with more than 32 dots is no key of this format");
  EXPECT_TRUE(error_of(parse("a = " + std::string(200000, '['))).starts_with("2: "));
  std::string tables;
  for (int i = 0; i < 100000; ++i) tables += "{ a = ";
  EXPECT_TRUE(error_of(parse("a = " + tables)).starts_with("2: "));
  std::string points = "[both.air_db_hl]";
  for (int hz = 1; hz <= 1001; ++hz) points.append("\n").append(std::to_string(hz)).append(" = 3");
  EXPECT_EQ(error_of(parse(points)), "2: air_db_hl has more than 1000 points");
  // Dots in text, comments and numbers are no nesting.
  const std::string many(1000, '.');
  EXPECT_TRUE(parse("name = \"\"\"" + many + "\\\"\"\"\" # " + many));
  EXPECT_TRUE(parse("name = '" + many + "' # " + many));
}

bool has_note(const Result<LoadedListener>& loaded, const std::string& part) {
  return loaded && std::ranges::any_of(loaded->notes, [&](const std::string& note) {
           return note.find(part) != std::string::npos;
         });
}

TEST(ListenerToml, NotesWhatIsTakenOtherwise) {
  EXPECT_TRUE(has_note(parse("[left]\nair_db_hl = { 500 = 105 }"),
                       "thresholds above 104 dB HL are taken as 104"));
  EXPECT_FALSE(has_note(parse("[left]\nair_db_hl = { 500 = 104, 1000 = 'no response' }"), "104"));
  EXPECT_TRUE(has_note(parse("[left]\nair_db_hl = { 500 = 10 }\nbone_db_hl = { 500 = 21 }"),
                       "left ear: bone conduction is 11 dB worse than air conduction at 500 Hz"));
  EXPECT_FALSE(has_note(parse("[left]\nair_db_hl = { 500 = 10 }\nbone_db_hl = { 500 = 20 }"),
                        "bone conduction"));
}

}  // namespace
}  // namespace otoscape::io::files
