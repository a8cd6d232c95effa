// SPDX-License-Identifier: Apache-2.0
// How much of the speech an ear can use, of synthetic talkers in quiet and in noise; and a scene
// that raises it.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr int kRate = 48000, kPause = kRate;  // between talkers

// Four synthetic talkers in turn, each at 65 dB SPL with the calibration home, pauses included.
Sound talk() {
  const TemporaryFolder folder;
  const std::string raw = folder / "raw.wav", made = folder / "made.wav";
  const double rms_wanted = std::pow(10.0, (65.0 - 91.0) / 20.0);
  Sound all{kRate, 1, std::vector<float>(kPause)};
  for (const char* voice : {"en-gb", "en-us+f3", "en-gb+m4", "en-us+f2"}) {
    must_run(
        {"espeak-ng", "-v", voice, "-w", raw,
         "The small bird sat by the window and sang about the rain that would not stop. Nobody "
         "had told her that the summer was over."});
    must_run({"ffmpeg", "-v", "error", "-y", "-i", raw, "-ar", std::to_string(kRate), made});
    const Sound one = decode(made);
    const auto gain = static_cast<float>(rms_wanted / rms(one));
    for (const float x : one.samples) all.samples.push_back(gain * x);
    all.samples.insert(all.samples.end(), kPause, 0.0f);
  }
  return all;
}

Sound with_noise(Sound sound, double db_spl) {
  std::mt19937 random(1);
  const double rms = std::pow(10.0, (db_spl - 91.0) / 20.0);
  std::normal_distribution<float> noise(0.0f, static_cast<float>(rms));
  for (float& x : sound.samples) x += noise(random);
  return sound;
}

nlohmann::json audibility(const std::string& in, const Words& more) {
  Words words = {"audibility", in, "--json"};
  words.insert(words.end(), more.begin(), more.end());
  const Ran ran = otoscape(words);
  EXPECT_EQ(ran.status, 0) << ran.err;
  return nlohmann::json::parse(ran.out)["speech_audibility"];
}

nlohmann::json rendered(const std::string& in, const std::string& out, const Words& more) {
  Words words = {"render", in, "-o", out, "--json", "--overwrite"};
  words.insert(words.end(), more.begin(), more.end());
  const Ran ran = otoscape(words);
  EXPECT_EQ(ran.status, 0) << ran.err;
  return nlohmann::json::parse(ran.out);
}

// Lines of a table by their times.
std::map<std::string, std::string> table(const std::string& path) {
  std::map<std::string, std::string> lines;
  const std::string text = bytes_of(path);
  for (std::size_t at = text.find('\n') + 1; at < text.size();) {
    const std::size_t end = text.find('\n', at), comma = text.find(',', at);
    lines[text.substr(at, comma - at)] = text.substr(comma, end - comma);
    at = end + 1;
  }
  return lines;
}

class Audibility : public ::testing::Test {
 protected:
  Audibility() { write_wav(quiet, talk()); }

  const TemporaryFolder folder;
  const std::string quiet = folder / "quiet.wav", out = folder / "out.wav";
};

TEST_F(Audibility, FallsWithTheLoss) {
  const auto mild = audibility(quiet, {"--listener", "preset:N1"});
  const auto severe = audibility(quiet, {"--listener", "preset:N6"});
  EXPECT_GT(mild["typical"]["mean"], 0.85);
  EXPECT_LT(mild["left"]["mean"], mild["typical"]["mean"]);
  EXPECT_LT(severe["left"]["mean"], 0.15);
  EXPECT_GT(mild["speech_seconds"], 12.0);
  EXPECT_LE(mild["left"]["low"], mild["left"]["mean"]);
  EXPECT_GE(mild["left"]["high"], mild["left"]["mean"]);
}

TEST_F(Audibility, OfARenderIsThatOfTheCommand) {
  const auto alone = audibility(quiet, {"--listener", "preset:N3"});
  const auto once = rendered(quiet, out, {"--listener", "preset:N3", "--cache", "off"});
  EXPECT_EQ(once["tracks"][0]["speech_audibility"]["left"], alone["left"]);
  const auto scene = rendered(quiet, out, {"--scene", "preset:years-of-drumming"});
  const auto of_scene = audibility(quiet, {"--scene", "preset:years-of-drumming"});
  EXPECT_EQ(scene["tracks"][0]["speech_audibility"]["right"], of_scene["right"]);
  const Ran read_once =
      run({"/bin/sh", "-c",
           "cat " + quoted(quiet) + " | " + quoted(OTOSCAPE_PROGRAM) + " render - -o " +
               quoted(out) + " --overwrite --json --listener preset:N3"});
  ASSERT_EQ(read_once.status, 0) << read_once.err;
  EXPECT_EQ(nlohmann::json::parse(read_once.out)["tracks"][0]["speech_audibility"]["left"],
            alone["left"]);
}

TEST_F(Audibility, OfAPartIsThatOfTheWhole) {
  const std::string all = folder / "all.csv", part = folder / "part.csv";
  for (const Words& heard :
       {Words{"--listener", "preset:N3"}, Words{"--scene", "preset:one-ear"}}) {
    Words whole = heard, region = heard;
    whole.insert(whole.end(), {"--audibility", all});
    region.insert(region.end(), {"--audibility", part, "--start", "7.3", "--duration", "6"});
    rendered(quiet, out, whole);
    rendered(quiet, out, region);
    const auto lines = table(all), some = table(part);
    ASSERT_EQ(some.size(), 60u);
    for (const auto& [time, values] : some) EXPECT_EQ(values, lines.at(time)) << time;
  }
}

// Without the dialogue, noise is estimated from the gaps, of which these talkers leave few.
TEST_F(Audibility, FindsTheNoiseInTheGaps) {
  for (const double noise_db_spl : {45.0, 55.0, 65.0}) {
    const std::string noisy = folder / "noisy.wav";
    write_wav(noisy, with_noise(talk(), noise_db_spl));
    const auto told = audibility(noisy, {"--listener", "preset:N2", "--dialogue", quiet});
    const auto found = audibility(noisy, {"--listener", "preset:N2"});
    EXPECT_EQ(told["from_dialogue"], true);
    EXPECT_NEAR(found["typical"]["mean"].get<double>(), told["typical"]["mean"].get<double>(), 0.15)
        << noise_db_spl;
    EXPECT_NEAR(found["left"]["mean"].get<double>(), told["left"]["mean"].get<double>(), 0.15);
  }
}

TEST_F(Audibility, SaysWhatIsOddAboutTheDialogue) {
  const std::string shorter = folder / "shorter.wav";
  Sound sound = part(talk(), 0, 10 * kRate);
  sound.rate_hz = 44100;
  write_wav(shorter, sound);
  const Ran ran = otoscape({"audibility", quiet, "--listener", "preset:N3", "--dialogue", shorter});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "before the programme; silence follows")) << ran.out;
  EXPECT_TRUE(says(ran.out, "is resampled from 44100 to 48000 Hz")) << ran.out;
  const Ran none =
      otoscape({"audibility", quiet, "--listener", "preset:N3", "--dialogue", "no.wav"});
  EXPECT_EQ(none.status, 1);
  EXPECT_TRUE(says(none.err, "no.wav"));
}

TEST_F(Audibility, SaysWhereNobodySpeaks) {
  const std::string noise = folder / "noise.wav";
  write_wav(noise, noise_and_tones(48000, 2, 6.0));
  const Ran ran = render(noise, out, {"--listener", "preset:N3"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "nobody was found to speak in this sound")) << ran.out;
  EXPECT_FALSE(says(ran.out, "below threshold"));
}

TEST_F(Audibility, WritesWhatItIsAskedFor) {
  const std::string svg = folder / "ribbon.svg", json = folder / "speech.json";
  ASSERT_EQ(otoscape({"audibility", quiet, "--scene", "preset:one-ear", "-o", svg}).status, 0);
  EXPECT_TRUE(says(bytes_of(svg), "class=\"point\""));
  EXPECT_TRUE(says(bytes_of(svg), ">Right ear</text>"));
  ASSERT_EQ(otoscape({"audibility", quiet, "--listener", "preset:N3", "-o", json}).status, 0);
  EXPECT_GT(nlohmann::json::parse(bytes_of(json))["values"]["left"].size(), 100u);
  const Ran again = otoscape({"audibility", quiet, "--listener", "preset:N3", "-o", json});
  EXPECT_EQ(again.status, 1) << "it is there";
  const Ran odd =
      otoscape({"audibility", quiet, "--listener", "preset:N3", "-o", folder / "a.png"});
  EXPECT_EQ(odd.status, 2);
  EXPECT_TRUE(says(odd.err, ".csv, .svg or .json")) << odd.err;
  const Ran nobody = otoscape({"audibility", quiet});
  EXPECT_EQ(nobody.status, 2);
}

constexpr const char* kCarried = R"(format = "otoscape.scene/1"
[listeners]
lost = { both = { air_db_hl = { 500 = 40, 1000 = 45, 2000 = 50, 4000 = 60 } } }
[[at]]
time = 0
listener = "lost"
[[at]]
time = 8
carry = CARRY
[[at]]
time = 20
)";

std::string scene_with(const std::string& carry) {
  std::string text = kCarried;
  return text.replace(text.find("CARRY"), 5, carry);
}

// Gains are told; the share is reached within 0.03, or a limit is named.
TEST_F(Audibility, IsRaisedByCarry) {
  const std::string scene = folder / "carried.toml";
  for (const auto& [carry, more] :
       {std::pair<std::string, Words>{"0.4", {"--dialogue", quiet}}, {"0.4", {}}, {"0.75", {}}}) {
    write_bytes(scene, scene_with(carry));
    Words words = {"--scene", scene};
    words.insert(words.end(), more.begin(), more.end());
    const auto summary = rendered(quiet, out, words);
    const auto& section = summary["tracks"][0]["scene"]["carry"][0];
    const double wanted = section["wanted"], now = section["share_now"];
    EXPECT_EQ(section["from_seconds"], 8.0);
    EXPECT_EQ(section["to_seconds"], 20.0);
    EXPECT_GT(now, section["share_before"].get<double>() + 0.02);
    EXPECT_LE(section["most_db"], 15.0);
    EXPECT_GT(section["raised_seconds"], 3.0);
    const bool held = section["held_by_room"].get<bool>() || section["held_by_most"].get<bool>();
    EXPECT_EQ(held, carry == "0.75") << section;
    if (!held) EXPECT_NEAR(now, wanted, 0.03) << section;
    EXPECT_EQ(says(summary["notes"].dump(), "carry raises the whole programme"), more.empty());
  }
}

// Only what is asked for, only there, and no louder than the room.
TEST_F(Audibility, IsRaisedWhereItIsAskedFor) {
  const std::string scene = folder / "carried.toml", plain = folder / "plain.toml";
  const std::string raised = folder / "raised.wav", as_is = folder / "as-is.wav";
  write_bytes(scene, scene_with("0.4"));
  write_bytes(plain, scene_with("0"));
  rendered(quiet, raised, {"--scene", scene});
  rendered(quiet, as_is, {"--scene", plain});
  const Sound a = decode(raised), b = decode(as_is), room = decode(quiet);
  ASSERT_EQ(a.frames(), b.frames());
  const auto span = [](const Sound& x, double from, double to) {
    return part(x, static_cast<std::size_t>(from * kRate),
                static_cast<std::size_t>((to - from) * kRate));
  };
  EXPECT_EQ(error_db(span(b, 0, 7.5), span(a, 0, 7.5)), -300.0);
  EXPECT_LT(error_db(span(b, 21, 24), span(a, 21, 24)), -80.0) << "filters forget slowly";
  EXPECT_GT(rms(span(a, 9, 19)), 1.5 * rms(span(b, 9, 19)));
  for (double at = 8.0; at < 20.0; at += 0.4) {
    EXPECT_LE(rms(span(a, at, at + 0.4)), 1.12 * rms(span(room, at, at + 0.4)) + 1e-5) << at;
  }
}

TEST_F(Audibility, OfAPartIsRaisedAsInTheWhole) {
  const std::string scene = folder / "carried.toml", part_out = folder / "part.wav";
  write_bytes(scene, scene_with("0.4"));
  const std::string noisy = folder / "noisy.wav";
  write_wav(noisy, with_noise(talk(), 40.0));
  for (const Words& more : {Words{}, Words{"--dialogue", quiet}}) {
    Words whole = {"--scene", scene},
          region = {"--scene", scene, "--start", "9", "--duration", "4"};
    whole.insert(whole.end(), more.begin(), more.end());
    region.insert(region.end(), more.begin(), more.end());
    rendered(noisy, out, whole);
    rendered(noisy, part_out, region);
    const Sound all = decode(out), some = decode(part_out);
    EXPECT_EQ(error_db(part(all, 9 * kRate, 4 * kRate), some), -300.0);
  }
}

TEST_F(Audibility, RefusesToCarryMoreThanThreeQuarters) {
  const std::string scene = folder / "carried.toml";
  write_bytes(scene, scene_with("0.8"));
  const Ran ran = otoscape({"scene", "check", scene});
  EXPECT_NE(ran.status, 0);
  EXPECT_TRUE(says(ran.err, "carry")) << ran.err;
  write_bytes(scene, scene_with("0.4"));
  EXPECT_TRUE(says(otoscape({"scene", "check", scene}).out, "carry 0.4"));
}

}  // namespace
}  // namespace otoscape::test
