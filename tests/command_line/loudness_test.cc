// SPDX-License-Identifier: Apache-2.0
// The loudness report against FFmpeg's own meter, and what it says where there is nothing to
// measure.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <random>

#include "tests/command_line/film.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

nlohmann::json measured(const std::string& path, Words more = {}) {
  Words words = {"loudness", path, "--json"};
  words.insert(words.end(), more.begin(), more.end());
  const Ran ran = otoscape(words);
  EXPECT_EQ(ran.status, 0) << ran.err;
  return nlohmann::json::parse(ran.out);
}

struct Figures {
  double integrated = 0.0, range = 0.0, peak = 0.0;
};

Figures by_ffmpeg(const std::string& path) {
  const Ran ran =
      run({"ffmpeg", "-nostats", "-i", path, "-af", "ebur128=peak=true", "-f", "null", "-"});
  const std::string summary = ran.err.substr(ran.err.rfind("Summary:"));
  const auto behind = [&](const std::string& word) {
    return std::stod(summary.substr(summary.find(word) + word.size()));
  };
  return {behind("I:"), behind("LRA:"), behind("Peak:")};
}

// Noise with a soft passage, in this layout. It fades at both ends: FFmpeg's meter reads a peak in
// the first frames too low.
void make(const std::string& path, const std::string& layout, int channels, int rate_hz,
          const Words& codec) {
  Sound sound{rate_hz, channels, {}};
  std::mt19937 random(1);
  std::normal_distribution<float> noise(0.0f, 0.1f);
  const int frames = 24 * rate_hz;
  for (int n = 0; n < frames; ++n) {
    const bool soft = n > 9 * rate_hz && n < 16 * rate_hz;
    const float fade = std::min(1.0f, static_cast<float>(std::min(n, frames - n)) / 2000.0f);
    for (int c = 0; c < channels; ++c) {
      const std::size_t size = sound.samples.size(), before = static_cast<std::size_t>(channels);
      const float last = size < before ? 0.0f : sound.samples[size - before];
      sound.samples.push_back(0.5f * last + fade * (soft ? 0.2f : 1.0f) * noise(random));
    }
  }
  const auto* bytes = reinterpret_cast<const char*>(sound.samples.data());
  write_bytes(path + ".raw", std::string(bytes, sound.samples.size() * sizeof(float)));
  Words words = {"ffmpeg",     "-v",    "error", "-y",
                 "-f",         "f32le", "-ar",   std::to_string(rate_hz),
                 "-ch_layout", layout,  "-i",    path + ".raw"};
  words.insert(words.end(), codec.begin(), codec.end());
  words.push_back(path);
  must_run(words);
}

struct Kind {
  std::string name, layout;
  int channels, rate_hz;
  Words codec = {};
};

TEST(Loudness, IsThatOfFfmpegsMeter) {
  const TemporaryFolder folder;
  const std::vector<Kind> kinds = {
      {"a.wav", "mono", 1, 48000, {"-c:a", "pcm_f32le"}},
      {"b.wav", "stereo", 2, 48000, {"-c:a", "pcm_s24le"}},
      {"c.flac", "stereo", 2, 44100},
      {"d.wav", "stereo", 2, 96000, {"-c:a", "pcm_f32le"}},
      {"e.mp3", "stereo", 2, 44100, {"-b:a", "256k"}},
      {"f.wav", "quad", 4, 48000, {"-c:a", "pcm_s16le"}},
      {"g.flac", "5.0", 5, 48000},
      {"h.wav", "5.1", 6, 48000, {"-c:a", "pcm_s24le"}},
      {"i.mka", "5.1(side)", 6, 48000, {"-c:a", "ac3", "-b:a", "640k"}},
      {"j.mov", "5.1", 6, 44100, {"-c:a", "pcm_s24le"}}};
  for (const Kind& kind : kinds) {
    const std::string path = folder / kind.name;
    make(path, kind.layout, kind.channels, kind.rate_hz, kind.codec);
    const Figures wanted = by_ffmpeg(path);
    const auto is = measured(path);
    EXPECT_NEAR(is["integrated_lufs"], wanted.integrated, 0.1) << kind.name;
    EXPECT_NEAR(is["lra_lu"], wanted.range, 0.2) << kind.name;
    EXPECT_NEAR(is["true_peak_dbtp"], wanted.peak, 0.2) << kind.name;
  }
}

TEST(Loudness, MeasuresTwelveChannels) {
  const TemporaryFolder folder;
  Sound sound = sine(48000, 12, 4.0, 997.0, 0.0);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    // −20 dBFS in the left surround, number 7 of 7.1.4.
    sound.samples[12 * n + 6] =
        static_cast<float>(0.1 * std::sin(2.0 * M_PI * 997.0 / 48000.0 * static_cast<double>(n)));
  }
  write_wav(folder / "in.wav", sound);
  const Ran asked = otoscape({"loudness", folder / "in.wav"});
  EXPECT_EQ(asked.status, 1);
  EXPECT_TRUE(says(asked.err, "--input-layout")) << asked.err;
  const auto is = measured(folder / "in.wav", {"--input-layout", "7.1.4"});
  EXPECT_NEAR(is["integrated_lufs"], -23.0 + 10.0 * std::log10(1.41), 0.05);
  EXPECT_EQ(is["layout"], "7.1.4");
  EXPECT_EQ(otoscape({"loudness", folder / "in.wav", "--input-layout", "5.1"}).status, 1);
  EXPECT_EQ(otoscape({"loudness", folder / "in.wav", "--input-layout", "cinema"}).status, 2);
}

TEST(Loudness, JudgesATargetByItsExitStatus) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", sine(48000, 2, 5.0, 997.0, std::pow(10.0, -23.0 / 20.0)));
  const auto good = measured(folder / "in.wav", {"--target", "r128"});
  EXPECT_TRUE(good["target"]["pass"]);
  const Ran bad = otoscape({"loudness", folder / "in.wav", "--target", "sony-portable"});
  EXPECT_EQ(bad.status, 3);
  EXPECT_TRUE(says(bad.out, "fails   integrated_lufs -23.0, wanted -20.0 to -16.0")) << bad.out;
  EXPECT_TRUE(says(bad.err, "misses sony-portable: integrated_lufs -23.0")) << bad.err;
  const Ran unknown = otoscape({"loudness", folder / "in.wav", "--target", "loud"});
  EXPECT_EQ(unknown.status, 2);
  EXPECT_TRUE(says(unknown.err, "sony-game")) << unknown.err;
}

TEST(Loudness, OfSilenceSaysSo) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", sine(48000, 2, 3.0, 997.0, 0.0));
  const Ran ran = otoscape({"loudness", folder / "in.wav"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "nothing measured")) << ran.out;
  EXPECT_TRUE(measured(folder / "in.wav")["integrated_lufs"].is_null());
  EXPECT_EQ(otoscape({"loudness", folder / "in.wav", "--target", "r128", "-q"}).status, 3);
}

TEST(Loudness, OfNoSoundIsRefused) {
  const TemporaryFolder folder;
  must_run(
      {"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=d=1:s=64x64", folder / "in.mkv"});
  const Ran ran = otoscape({"loudness", folder / "in.mkv"});
  EXPECT_EQ(ran.status, 1);
  EXPECT_TRUE(says(ran.err, "there is no sound in it")) << ran.err;
  EXPECT_EQ(otoscape({"loudness", folder / "none.wav"}).status, 1);
}

TEST(Loudness, IsOfTheTrackThatIsAskedFor) {
  const TemporaryFolder folder;
  const std::string film = make_film(folder, "in.mkv");
  EXPECT_EQ(measured(film)["channels"], 2);
  EXPECT_EQ(measured(film, {"--audio-track", "2"})["channels"], 1);
  EXPECT_EQ(otoscape({"loudness", film, "--audio-track", "3"}).status, 2);
}

constexpr const char* kScene =
    "format = \"otoscape.scene/1\"\nlength = \"12s\"\n"
    "[listeners]\nbefore = \"preset:normal\"\nafter = \"preset:N5\"\n"
    "[[at]]\ntime = 0\nlistener = \"before\"\nperspective = 1\n"
    "[[at]]\ntime = 4\nlistener = \"after\"\n"
    "[[at]]\ntime = 8\nlistener = \"before\"\n";

TEST(Loudness, FollowsASceneInAFileAndInARender) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 12.0));
  write_bytes(folder / "s.toml", kScene);
  const Ran rendered = otoscape({"render", folder / "in.wav", "-o", folder / "out.wav", "--scene",
                                 folder / "s.toml", "--json", "--cache", "off"});
  ASSERT_EQ(rendered.status, 0) << rendered.err;
  const auto in_render = nlohmann::json::parse(rendered.out)["tracks"][0]["loudness"];
  const auto in_file = measured(folder / "out.wav", {"--scene", folder / "s.toml"});
  ASSERT_EQ(in_file["sections"].size(), 3U);
  ASSERT_EQ(in_file["steps"].size(), 2U);
  EXPECT_LT(in_file["steps"][0]["step_lu"], -10.0);
  EXPECT_GT(in_file["steps"][1]["step_lu"], 10.0);
  for (const char* key : {"integrated_lufs", "lra_lu", "true_peak_dbtp"}) {
    EXPECT_NEAR(in_render[key], in_file[key], 0.05) << key;
  }
  EXPECT_NEAR(in_render["steps"][1]["step_lu"], in_file["steps"][1]["step_lu"], 0.05);
}

// A burst over the ceiling, from 3 s on.
TEST(Loudness, OfARenderSaysWhenTheGuardActed) {
  const TemporaryFolder folder;
  Sound sound = sine(48000, 2, 6.0, 997.0, 0.05);
  for (std::size_t n = 3 * 48000; n < 3 * 48000 + 4800; ++n) {
    sound.samples[2 * n] *= 19.0f, sound.samples[2 * n + 1] *= 19.0f;
  }
  write_wav(folder / "in.wav", sound);
  const Ran loud = render(folder / "in.wav", folder / "out.wav", {"--output-gain", "3", "--json"});
  ASSERT_EQ(loud.status, 0) << loud.err;
  const auto guard = nlohmann::json::parse(loud.out)["tracks"][0]["guard"];
  ASSERT_GE(guard["seconds"].size(), 1U);
  EXPECT_NEAR(guard["seconds"][0], 3.0, 0.1);
  const Ran soft =
      render(folder / "in.wav", folder / "soft.wav", {"--output-gain", "-3", "--json"});
  EXPECT_TRUE(nlohmann::json::parse(soft.out)["tracks"][0]["guard"]["seconds"].empty());
}

TEST(Loudness, SaysWhereTheSceneReachesBeyondTheSound) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 6.0));
  write_bytes(folder / "s.toml", kScene);
  const Ran ran = otoscape({"loudness", folder / "in.wav", "--scene", folder / "s.toml"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "1 of the scene's 3 points lies beyond the sound's end")) << ran.out;
  const auto fitted = measured(folder / "in.wav", {"--scene", folder / "s.toml", "--fit"});
  EXPECT_EQ(fitted["steps"].size(), 2U);
  EXPECT_EQ(otoscape({"loudness", folder / "in.wav", "--fit"}).status, 2);
}

}  // namespace
}  // namespace otoscape::test
