// SPDX-License-Identifier: Apache-2.0
// Films with more than two channels, as the program renders and writes them.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/shell.h"
#include "tests/support/sound.h"
#include "tests/support/tone_film.h"

namespace otoscape::test {
namespace {

struct Films {
  std::string film(const std::string& layout, int channels, double amplitude = 0.1) const {
    return tone_film(folder, layout, channels, amplitude);
  }
  static int tone(int channel) { return channel_tone_hz(channel); }
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

}  // namespace
}  // namespace otoscape::test
