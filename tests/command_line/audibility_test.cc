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
#include "tests/support/talkers.h"

namespace otoscape::test {
namespace {

constexpr double kPascalsPerUnit = 0.7096;  // of the calibration home: 1.0 is 91 dB SPL
constexpr int kPause = kTalkerRate;         // between talkers

// All talkers in turn at 65 dB SPL.
Sound talk() {
  Sound sound{kTalkerRate, 1, std::vector<float>(kPause)};
  for (const Talker& talker : talkers()) {
    for (const float pascal : talker.sound)
      sound.samples.push_back(pascal / static_cast<float>(kPascalsPerUnit));
    sound.samples.insert(sound.samples.end(), kPause, 0.0f);
  }
  return sound;
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

nlohmann::json rendered(const std::string& in, const std::string& out, Words more) {
  more.push_back("--json");
  more.push_back("--overwrite");
  const Ran ran = render(in, out, more);
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
  EXPECT_GT(mild["typical"]["mean"], 0.9);
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

// Without the dialogue, noise is estimated from the gaps; 0.1 is what that may cost here.
TEST_F(Audibility, FindsTheNoiseInTheGaps) {
  for (const double noise_db_spl : {45.0, 55.0, 65.0}) {
    const std::string noisy = folder / "noisy.wav";
    write_wav(noisy, with_noise(talk(), noise_db_spl));
    const auto told = audibility(noisy, {"--listener", "preset:N2", "--dialogue", quiet});
    const auto found = audibility(noisy, {"--listener", "preset:N2"});
    EXPECT_EQ(told["from_dialogue"], true);
    EXPECT_NEAR(found["typical"]["mean"].get<double>(), told["typical"]["mean"].get<double>(), 0.1)
        << noise_db_spl;
    EXPECT_NEAR(found["left"]["mean"].get<double>(), told["left"]["mean"].get<double>(), 0.1);
  }
}

TEST_F(Audibility, SaysWhatIsOddAboutTheDialogue) {
  const std::string shorter = folder / "shorter.wav";
  Sound sound = part(talk(), 0, 10 * kTalkerRate);
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
  EXPECT_TRUE(says(bytes_of(svg), "Sudden loss in one ear") || says(bytes_of(svg), "one ear"));
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

}  // namespace
}  // namespace otoscape::test
