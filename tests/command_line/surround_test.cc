// SPDX-License-Identifier: Apache-2.0
// Films with more than two channels, as the program renders and writes them, and stems.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

struct Films {
  // A tone of its own in each channel, in a film; layout by FFmpeg's name.
  std::string film(const std::string& layout, int channels, double amplitude = 0.1) const {
    std::string tones;
    for (int c = 0; c < channels; ++c) {
      tones += (c == 0 ? "" : "|") + std::to_string(amplitude) + "*sin(2*PI*" +
               std::to_string(tone(c)) + "*t)";
    }
    const std::string path = folder / (layout + ".mkv");
    must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
              "aevalsrc=" + tones + ":c=" + layout + ":s=48000:d=2", "-f", "lavfi", "-i",
              "testsrc=s=64x48:r=25:d=2", "-c:v", "mpeg4", "-c:a", "flac", path});
    return path;
  }
  static int tone(int channel) { return 200 + 150 * channel; }
  static std::string layout_of(const std::string& path) {
    return must_run({"ffprobe", "-v", "error", "-select_streams", "a", "-show_entries",
                     "stream=channels,channel_layout", "-of", "csv=p=0", path});
  }
  TemporaryFolder folder;
};

double share_of_tone(const std::vector<float>& x, double hz) {
  double re = 0.0, im = 0.0, all = 0.0;
  for (std::size_t n = x.size() / 4; n < x.size(); ++n) {
    const double phase = 2.0 * M_PI * hz * static_cast<double>(n) / 48000.0;
    re += x[n] * std::cos(phase);
    im += x[n] * std::sin(phase);
    all += static_cast<double>(x[n]) * x[n];
  }
  const auto count = static_cast<double>(x.size() - x.size() / 4);
  return 2.0 * (re * re + im * im) / count / std::max(all, 1e-30);
}

TEST(Surround, KeepsEachChannelInItsPlaceInEveryContainer) {
  const Films films;
  for (const auto& [layout, channels] : {std::pair{"5.1", 6}, {"7.1", 8}}) {
    const std::string in = films.film(layout, channels);
    for (const char* out : {"heard.mkv", "heard.mov", "heard.mp4", "heard.wav", "heard.caf"}) {
      const Ran ran = render(in, films.folder / out, {"--listener", "preset:N3", "--overwrite"});
      ASSERT_EQ(ran.status, 0) << ran.err;
      EXPECT_TRUE(
          says(Films::layout_of(films.folder / out), std::to_string(channels) + "," + layout))
          << out << ": " << Films::layout_of(films.folder / out);
      const Sound sound = decode(films.folder / out);
      ASSERT_EQ(sound.channels, channels) << out;
      for (int c = 0; c < channels; ++c) {
        if (c == 3) continue;  // LFE: AAC keeps its lowest band alone
        EXPECT_GT(share_of_tone(sound.channel(c), Films::tone(c)), 0.6) << out << c;
      }
    }
  }
}

TEST(Surround, TypicalHearingChangesNoBit) {
  const Films films;
  const std::string in = films.film("5.1", 6), out = films.folder / "heard.mkv";
  ASSERT_EQ(render(in, out).status, 0);
  EXPECT_EQ(error_db(decode(in), decode(out)), -300.0);
}

TEST(Surround, TheFoldOfTheRenderIsTheRenderOfTheFold) {
  const Films films;
  const std::string in = films.film("5.1", 6), wide = films.folder / "wide.wav",
                    two = films.folder / "two.wav", folded = films.folder / "folded.wav";
  const Words n3 = {"--listener", "preset:N3", "--sample-format", "f32"};
  ASSERT_EQ(render(in, wide, n3).status, 0);
  Words to_two = n3;
  to_two.insert(to_two.end(), {"--layout", "stereo"});
  ASSERT_EQ(render(in, two, to_two).status, 0);
  must_run({"ffmpeg", "-v", "error", "-i", wide, "-af",
            "pan=stereo|c0=c0+0.70710678*c2+0.70710678*c4|c1=c1+0.70710678*c2+0.70710678*c5",
            "-c:a", "pcm_f32le", folded});
  EXPECT_LT(error_db(decode(two), decode(folded)), -90.0);
}

TEST(Surround, AFoldIsNeverOverFullScale) {
  const Films films;
  const std::string in = films.film("5.1", 6, 0.99), out = films.folder / "two.wav";
  const Ran ran = render(in, out, {"--layout", "stereo", "--sample-format", "f32"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "the fold to stereo reaches")) << ran.out;
  EXPECT_TRUE(says(ran.out, "guard            did not act")) << ran.out;
  const Sound sound = decode(out);
  EXPECT_LE(
      std::abs(*std::ranges::max_element(sound.samples, {}, [](float x) { return std::abs(x); })),
      1.0f);
}

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
  const Films films;
  write_bytes(films.folder / "s.toml",
              "format = \"otoscape.scene/1\"\n[listeners]\na = \"preset:early-noise-damage\"\n"
              "[[at]]\ntime = 0\nperspective = 0.0\n[[at]]\ntime = 0.5\nlistener = \"a\"\n"
              "perspective = 1.0\nbody = { heart_db = 0 }\n");
  const std::string in = films.film("5.1", 6), out = films.folder / "mix.wav",
                    stems = films.folder / "stems";
  const Words words = {
      "render",          in,   "-o", out, "--scene", films.folder / "s.toml", "--stems", stems,
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
  const Films films;
  const std::string late = films.folder / "late.mkv", out = films.folder / "mix.wav",
                    stems = films.folder / "stems";
  must_run({"ffmpeg", "-v", "error", "-itsoffset", "0.5", "-i", films.film("stereo", 2), "-i",
            films.film("mono", 1), "-map", "0:a", "-map", "1:v", "-c", "copy", late});
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

TEST(Stems, OfAListenerAndOnlyOfTheLiveModel) {
  const Films films;
  const std::string in = films.film("stereo", 2), stems = films.folder / "stems";
  const Ran ran =
      render(in, films.folder / "out.wav", {"--listener", "preset:N3", "--stems", stems});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto list = nlohmann::json::parse(bytes_of(stems + "/stems.json"));
  EXPECT_EQ(list["stems"].size(), 1u);  // the world: nothing else sounds
  const Ran msbg = render(in, films.folder / "msbg.wav",
                          {"--model", "msbg", "--resample", "--listener", "preset:N3", "--stems",
                           films.folder / "other"});
  EXPECT_EQ(msbg.status, 2);
  EXPECT_TRUE(says(msbg.err, "--stems: the MSBG model has no parts")) << msbg.err;
}

}  // namespace
}  // namespace otoscape::test
