// SPDX-License-Identifier: Apache-2.0
// Channels of which a file does not say for which loudspeakers they are.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

// The tone is in one channel; frames of WAV without a channel mask.
std::string unnamed(const TemporaryFolder& folder, int channels, int channel) {
  Sound sound = sine(48000, channels, 1.0, 440.0, 0.2);
  for (std::size_t n = 0; n < sound.samples.size(); ++n) {
    if (static_cast<int>(n % static_cast<std::size_t>(channels)) != channel) sound.samples[n] = 0;
  }
  const std::string path = folder / "in.wav";
  write_wav(path, sound);
  return path;
}

TEST(InputLayout, IsAskedForAndThenTaken) {
  const TemporaryFolder folder;
  const std::string in = unnamed(folder, 6, 3), out = folder / "out.wav";
  const Ran asked = render(in, out);
  EXPECT_EQ(asked.status, 1);
  EXPECT_TRUE(says(asked.err, "6 channels, and the file does not say")) << asked.err;
  EXPECT_TRUE(says(asked.err, "--input-layout: 5.1, 5.1(side) or 6.0")) << asked.err;
  EXPECT_EQ(folder.names(), Words{"in.wav"});
  // Its fourth channel is LFE in 5.1, which the fold leaves out, and the middle behind in 6.0.
  const Words to_stereo = {"--layout", "stereo",      "--sample-format",
                           "f32",      "--overwrite", "--input-layout"};
  for (const auto& [layout, level] : {std::pair{"5.1", 0.0}, {"6.0", 0.5 * 0.2 / std::sqrt(2.0)}}) {
    Words more = to_stereo;
    more.emplace_back(layout);
    const Ran ran = render(in, out, more);
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_NEAR(rms(decode(out)), level, 1e-3) << layout;
  }
}

// L C R Ls Rs LFE: the last channel is left out of the fold, the second is in the middle.
TEST(InputLayout, IsAListWhereTheOrderIsAnother) {
  const TemporaryFolder folder;
  for (const auto& [channel, level] : {std::pair{5, 0.0}, {1, 0.1}}) {
    const Ran ran =
        render(unnamed(folder, 6, channel), folder / "out.wav",
               {"--layout", "stereo", "--overwrite", "--input-layout", "FL+FC+FR+BL+BR+LFE"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_NEAR(rms(decode(folder / "out.wav")), level, 1e-3) << channel;
  }
}

TEST(InputLayout, ThatDoesNotFitIsRefused) {
  const TemporaryFolder folder;
  const std::string in = unnamed(folder, 6, 0), out = folder / "out.wav";
  const Ran eight = render(in, out, {"--input-layout", "7.1"});
  EXPECT_EQ(eight.status, 1);
  EXPECT_TRUE(says(eight.err, "6 channels, and the layout 7.1 has 8")) << eight.err;
  for (const std::string text : {"9.9", "FL+FR+XX", "FL+FL", "FL+"}) {
    const Ran unknown = render(in, out, {"--input-layout", text});
    EXPECT_EQ(unknown.status, 2);
    EXPECT_TRUE(says(unknown.err, "--input-layout " + text + ": say one of mono, stereo"))
        << unknown.err;
  }
  EXPECT_EQ(folder.names(), Words{"in.wav"});
}

TEST(InputLayout, OverrulesTheFileWithANote) {
  const TemporaryFolder folder;
  must_run({"ffmpeg", "-v", "error", "-f", "lavfi", "-i", "sine=440:d=1,pan=5.1|c3=c0",
            folder / "in.flac"});
  const Ran ran = render(folder / "in.flac", folder / "out.wav", {"--input-layout", "6.0"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "the file says 5.1; its channels were read as 6.0")) << ran.out;
  EXPECT_GT(rms(decode(folder / "out.wav")), 0.01);
}

// What a render learnt of a file in one layout does not hold for another.
TEST(InputLayout, HasACacheOfItsOwn) {
  const TemporaryFolder folder;
  const std::string in = unnamed(folder, 6, 3), cache = folder / "cache";
  write_bytes(folder / "scene.toml",
              "format = \"otoscape.scene/1\"\n[listeners]\nheard = \"preset:N3\"\n"
              "[[at]]\ntime = \"0:00\"\nlistener = \"heard\"\n");
  for (const std::string layout : {"5.1", "6.0", "5.1"}) {
    const Ran ran =
        otoscape({"render", in, "-o", folder / "out.wav", "--scene", folder / "scene.toml",
                  "--overwrite", "--cache", cache, "--input-layout", layout});
    ASSERT_EQ(ran.status, 0) << ran.err;
  }
  EXPECT_EQ(lines_of(must_run({"ls", cache})), 2);
}

}  // namespace
}  // namespace otoscape::test
