// SPDX-License-Identifier: Apache-2.0
// A region of a film that is known from an earlier render is sought: the same bytes, sooner.

#include <gtest/gtest.h>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class SoughtRegion : public testing::Test, public testing::WithParamInterface<std::string> {
 protected:
  // A render of `in` with the cache or without; the result's bytes.
  std::string rendered(const std::string& in, const std::string& out, bool with_cache,
                       const Words& more) {
    Words words = {"--listener", "preset:N3", "--overwrite", "--cache", with_cache ? cache : "off"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = render(in, folder / out, words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(ran.out.find("nothing was kept"), std::string::npos) << ran.out;
    return bytes_of(folder / out);
  }
  TemporaryFolder folder;
  std::string cache = folder / "cache";
};

TEST_P(SoughtRegion, HasTheSameBytes) {
  const std::string in = make_film(folder, "in" + GetParam(), {"aac", 0.3, 34.0});
  rendered(in, "whole" + GetParam(), true, {"--audio-track", "all"});
  const Words all, second = {"--audio-track", "2", "--match-loudness"};
  for (const auto& [start, tracks] :
       {std::pair{"0", all}, {"12.3456", second}, {"21", all}, {"31.5", second}}) {
    Words region = {"--start", start, "--duration", "1.7", "--sample-format", "f32"};
    region.insert(region.end(), tracks.begin(), tracks.end());
    const std::string wanted = rendered(in, "a.wav", false, region);
    EXPECT_GT(wanted.size(), 100'000u);
    EXPECT_TRUE(rendered(in, "b.wav", true, region) == wanted) << start;
  }
}

// Subtitles begin long before the region, and the picture at its key frame.
TEST_P(SoughtRegion, HasTheSamePictureAndSubtitles) {
  const std::string made = make_film(folder, "made" + GetParam(), {"aac", 0.0, 34.0});
  const std::string in = folder / ("in" + GetParam());
  write_bytes(
      folder / "long.srt",
      "1\n00:00:01,000 --> 00:00:25,000\nLong.\n\n2\n00:00:24,000 --> 00:00:26,000\nShort.\n");
  const bool matroska = GetParam() == ".mkv";
  must_run({"ffmpeg", "-v", "error", "-i", made, "-i", folder / "long.srt", "-map", "0:v", "-map",
            "0:a", "-map", "1", "-c", "copy", "-c:s", matroska ? "srt" : "mov_text", in});
  rendered(in, "whole" + GetParam(), true, {});
  const Words region = {"--start", "22.5", "--duration", "3", "--picture"};
  const std::string wanted = rendered(in, "a" + GetParam(), false, region);
  EXPECT_TRUE(rendered(in, "b" + GetParam(), true, region) == wanted);
  const std::string subtitles =
      must_run({"ffmpeg", "-v", "error", "-i", folder / ("b" + GetParam()), "-f", "srt", "-"});
  EXPECT_NE(subtitles.find("Long."), std::string::npos) << subtitles;
  EXPECT_NE(subtitles.find("Short."), std::string::npos) << subtitles;
}

INSTANTIATE_TEST_SUITE_P(Kinds, SoughtRegion, testing::Values(".mkv", ".mp4", ".mov"),
                         [](const auto& test) { return test.param.substr(1); });

// What a cache says is used only for the file it was made of, and only if it is whole.
TEST_F(SoughtRegion, IsReadFromTheStartWhereTheCacheIsOfNoUse) {
  const std::string in = folder / "in.wav";
  write_wav(in, noise_and_tones(48000, 2, 32.0));
  const Words region = {"--start", "25", "--duration", "2"};
  const std::string wanted = rendered(in, "a.wav", false, region);
  rendered(in, "whole.wav", true, {});
  const TemporaryFolder none;
  for (const auto& entry : std::filesystem::directory_iterator(cache)) {
    std::string bytes = bytes_of(entry.path());
    for (std::size_t at = 100; at < bytes.size(); at += 8) bytes[at] ^= 1;
    write_bytes(entry.path(), bytes);
  }
  EXPECT_TRUE(rendered(in, "b.wav", true, region) == wanted);
  rendered(in, "whole.wav", true, {});  // mends it
  EXPECT_TRUE(rendered(in, "b.wav", true, region) == wanted);
  write_wav(in, noise_and_tones(48000, 2, 32.0, 0.25, 2));
  EXPECT_TRUE(rendered(in, "b.wav", true, region) == rendered(in, "a.wav", false, region));
}

TEST_F(SoughtRegion, ACacheThatCannotBeWrittenCostsANote) {
  const std::string in = folder / "in.wav";
  write_wav(in, noise_and_tones(48000, 2, 21.0));
  write_bytes(folder / "plain", "");
  const Ran ran = render(in, folder / "out.wav", {"--cache", folder / "plain/cache"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("nothing was kept"), std::string::npos) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
