// SPDX-License-Identifier: Apache-2.0
// The parts of a render as files of their own.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/shell.h"
#include "tests/support/sound.h"
#include "tests/support/tone_film.h"

namespace otoscape::test {
namespace {

// The room; then ears that ring, a heart, and a pop.
const std::string kScene =
    "format = \"otoscape.scene/1\"\n[listeners]\na = \"preset:early-noise-damage\"\n"
    "[[at]]\ntime = 0\nperspective = 0.0\n[[at]]\ntime = 0.7\nlistener = \"a\"\n"
    "perspective = 1.0\nbody = { heart_db = 0 }\nevent = \"pop\"\n";

// All stems of a folder, added together.
Sound sum_of(const std::string& stems, std::vector<std::string>& names) {
  const auto list = nlohmann::json::parse(bytes_of(stems + "/stems.json"));
  Sound sum;
  for (const auto& stem : list["stems"]) {
    names.push_back(stem["name"]);
    const Sound sound = decode(stems + "/" + std::string(stem["file"]));
    if (sum.samples.empty())
      sum = {sound.rate_hz, sound.channels, std::vector<float>(sound.samples.size())};
    EXPECT_EQ(sound.samples.size(), sum.samples.size());
    for (std::size_t n = 0; n < sum.samples.size(); ++n) sum.samples[n] += sound.samples[n];
  }
  return sum;
}

TEST(Stems, TogetherAreTheMix) {
  const TemporaryFolder folder;
  write_bytes(folder / "s.toml",
              "format = \"otoscape.scene/1\"\n[listeners]\na = \"preset:early-noise-damage\"\n"
              "[[at]]\ntime = 0\nperspective = 0.0\n[[at]]\ntime = 0.5\nlistener = \"a\"\n"
              "perspective = 1.0\nbody = { heart_db = 0 }\n");
  const std::string in = tone_film(folder, "5.1", 6), out = folder / "mix.wav",
                    stems = folder / "stems";
  const Words words = {
      "render",          in,   "-o", out, "--scene", folder / "s.toml", "--stems", stems,
      "--sample-format", "f32"};
  const Ran ran = otoscape(words);
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(bytes_of(stems + "/stems.json"), "\"layout\": \"5.1\""));
  std::vector<std::string> names;
  EXPECT_LT(error_db(decode(out), sum_of(stems, names)), -100.0);
  for (const char* name : {"world", "room", "body heart"}) {
    EXPECT_EQ(std::ranges::count(names, name), 1) << name;
  }
  // A folder with something in it is left alone.
  const Ran again = otoscape(
      {"render", in, "-o", out, "--overwrite", "--listener", "preset:N3", "--stems", stems});
  EXPECT_NE(again.status, 0);
  EXPECT_TRUE(says(again.err, "stems")) << again.err;
}

// A WAV file has no start: the mix begins with silence, and so do the stems.
TEST(Stems, BeginWithTheMixWhereTheSoundBeginsLate) {
  const TemporaryFolder folder;
  const std::string late = folder / "late.mkv", out = folder / "mix.wav", stems = folder / "stems";
  must_run({"ffmpeg", "-v", "error", "-itsoffset", "0.5", "-i", tone_film(folder, "stereo", 2),
            "-i", tone_film(folder, "mono", 1), "-map", "0:a", "-map", "1:v", "-c", "copy", late});
  for (const Words& region : {Words{}, Words{"--start", "0.25", "--duration", "1"}}) {
    Words words = {"--listener",      "preset:N3", "--stems",    stems,
                   "--sample-format", "f32",       "--overwrite"};
    words.insert(words.end(), region.begin(), region.end());
    const Ran ran = render(late, out, words);
    ASSERT_EQ(ran.status, 0) << ran.err;
    std::vector<std::string> names;
    EXPECT_LT(error_db(decode(out), sum_of(stems, names)), -100.0);
    std::filesystem::remove_all(stems);
  }
}

// A sound file beside a track with a clock keeps its start, and the stems have it as silence.
TEST(Stems, OfASoundFileBeginWhereItDoes) {
  const TemporaryFolder folder;
  const std::string both = folder / "both.mka", out = folder / "mix.mka", stems = folder / "stems";
  must_run({"ffmpeg", "-v", "error", "-i", tone_film(folder, "mono", 1), "-itsoffset", "0.5", "-i",
            tone_film(folder, "stereo", 2), "-map", "0:a", "-map", "1:a", "-c", "copy", both});
  const Ran ran = render(both, out,
                         {"--listener", "preset:N3", "--stems", stems, "--sample-format", "f32",
                          "--audio-track", "2", "--audio-codec", "pcm"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string start = must_run({"ffprobe", "-v", "error", "-select_streams", "a:1",
                                      "-show_entries", "stream=start_time", "-of", "csv=p=0", out});
  EXPECT_NEAR(std::stod(start), 0.5, 0.002);
  std::vector<std::string> names;
  const Sound stem = sum_of(stems, names);
  const auto loud = std::ranges::find_if(stem.samples, [](float x) { return std::abs(x) > 1e-3f; });
  EXPECT_NEAR(static_cast<double>(loud - stem.samples.begin()) /
                  (stem.rate_hz * static_cast<double>(stem.channels)),
              0.5, 0.01);
}

// Pieces of silence, and sound that comes and goes: the bytes do not depend on the threads.
TEST(Stems, AreTheSameWithAnyNumberOfThreads) {
  const TemporaryFolder folder;
  write_bytes(folder / "s.toml", kScene);
  const std::string in = tone_film(folder, "stereo", 2);
  for (const char* threads : {"1", "4"}) {
    const Ran ran =
        otoscape({"render", in, "-o", folder / (std::string(threads) + ".wav"), "--scene",
                  folder / "s.toml", "--stems", folder / threads, "--threads", threads});
    ASSERT_EQ(ran.status, 0) << ran.err;
  }
  const auto list = nlohmann::json::parse(bytes_of((folder / "1") + "/stems.json"));
  EXPECT_GE(list["stems"].size(), 4u);
  for (const auto& stem : list["stems"]) {
    const std::string file = "/" + std::string(stem["file"]);
    EXPECT_EQ(bytes_of((folder / "1") + file), bytes_of((folder / "4") + file)) << file;
  }
}

void expect_alike(const nlohmann::json& a, const nlohmann::json& b, const std::string& what) {
  ASSERT_EQ(a.is_null(), b.is_null()) << what;
  if (a.is_null()) return;
  EXPECT_NEAR(a.get<double>(), b.get<double>(), 0.02) << what;
}

// Of each stem, as the meter has it of its file; 24 bits would cut off its softest sounds.
TEST(Stems, AreMeasured) {
  const TemporaryFolder folder;
  const std::string scene = folder / "s.toml", stems = folder / "stems";
  write_bytes(scene, kScene);
  const Words words = {"render",  tone_film(folder, "stereo", 2),
                       "-o",      folder / "out.wav",
                       "--scene", scene,
                       "--stems", stems,
                       "--json"};
  const Ran ran = otoscape(words);
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto report = nlohmann::json::parse(ran.out);
  const auto list = nlohmann::json::parse(bytes_of(stems + "/stems.json"));
  ASSERT_EQ(report["stems"].size(), list["stems"].size());
  for (std::size_t i = 0; i < list["stems"].size(); ++i) {
    const auto& stem = report["stems"][i];
    const std::string name = stem["name"], file = stem["file"];
    EXPECT_EQ(name, list["stems"][i]["name"]);
    EXPECT_EQ(file, list["stems"][i]["file"]);
    const auto& loudness = stem["loudness"];
    EXPECT_FALSE(loudness.contains("dialogue_share")) << name;
    const auto of_file = nlohmann::json::parse(
        otoscape({"loudness", stems + "/" + file, "--scene", scene, "--json"}).out);
    for (const char* key : {"integrated_lufs", "true_peak_dbtp", "momentary_max_lufs"}) {
      expect_alike(loudness[key], of_file[key], name + " " + key);
    }
    ASSERT_EQ(loudness["sections"].size(), 2u);
    for (std::size_t s = 0; s < 2; ++s) {
      for (const char* key : {"from_seconds", "to_seconds", "lufs", "true_peak_dbtp"}) {
        expect_alike(loudness["sections"][s][key], of_file["sections"][s][key], name + " " + key);
      }
    }
    const bool is_heard_late = !loudness["sections"][1]["lufs"].is_null();
    EXPECT_EQ(is_heard_late, name != "room") << name;
  }
}

TEST(Stems, HaveALineEachInTheSummary) {
  const TemporaryFolder folder;
  const Ran ran = render(tone_film(folder, "stereo", 2), folder / "out.wav",
                         {"--listener", "preset:N3", "--stems", folder / "stems"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "  stems            world  -")) << ran.out;
  EXPECT_TRUE(says(ran.out, " LUFS, true peak -")) << ran.out;
}

TEST(Stems, OfAListenerAndOnlyOfTheLiveModel) {
  const TemporaryFolder folder;
  const std::string in = tone_film(folder, "stereo", 2), stems = folder / "stems";
  const Ran ran = render(in, folder / "out.wav", {"--listener", "preset:N3", "--stems", stems});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto list = nlohmann::json::parse(bytes_of(stems + "/stems.json"));
  EXPECT_EQ(list["stems"].size(), 1u);  // the world: nothing else sounds
  const Ran msbg = render(
      in, folder / "msbg.wav",
      {"--model", "msbg", "--resample", "--listener", "preset:N3", "--stems", folder / "other"});
  EXPECT_EQ(msbg.status, 2);
  EXPECT_TRUE(says(msbg.err, "--stems: the MSBG model has no parts")) << msbg.err;
}

}  // namespace
}  // namespace otoscape::test
