// SPDX-License-Identifier: Apache-2.0
// What is damaged but can be heard is rendered, and what was wrong is said.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

TEST(DamagedInput, OfACutOffFilmWhatIsThereIsRendered) {
  const TemporaryFolder folder;
  const std::string film = bytes_of(make_film(folder, "whole.mkv"));
  write_bytes(folder / "cut.mkv", film.substr(0, film.size() * 6 / 10));
  const Ran ran = render(folder / "cut.mkv", folder / "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_NE(ran.out.find("cut off"), std::string::npos) << ran.out;
  const Sound there = decode(folder / "cut.mkv"), heard = decode(folder / "out.mkv");
  EXPECT_GT(there.frames(), 96000u);
  EXPECT_LE(error_db(there, heard), -100.0);
}

TEST(DamagedInput, NumbersThatAreNoneBecomeSilenceAndAreCounted) {
  const TemporaryFolder folder;
  Sound in = noise_and_tones(48000, 2, 1.0);
  in.samples[4000] = std::numeric_limits<float>::quiet_NaN();
  in.samples[30001] = std::numeric_limits<float>::infinity();
  in.samples[60000] = -std::numeric_limits<float>::infinity();
  write_wav(folder / "in.wav", in);
  for (const char* listener : {"preset:normal", "preset:N3"}) {
    const Ran ran = render(folder / "in.wav", folder / "out.wav",
                           {"--json", "--overwrite", "--listener", listener});
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_EQ(nlohmann::json::parse(ran.out)["tracks"][0]["non_finite_samples"], 3) << listener;
    const Sound out = decode(folder / "out.wav");
    EXPECT_EQ(out.frames(), in.frames());
    EXPECT_TRUE(std::ranges::all_of(out.samples, [](float x) { return std::isfinite(x); }));
  }
}

TEST(DamagedInput, AWavFileThatEndsEarly) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 2, 4.0);
  write_wav(folder / "whole.wav", in);
  const std::string bytes = bytes_of(folder / "whole.wav");
  write_bytes(folder / "cut.wav", bytes.substr(0, 44 + 8 * 96000));
  const Ran ran = render(folder / "cut.wav", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_LE(error_db(part(in, 0, 96000), decode(folder / "out.wav")), -100.0);
}

}  // namespace
}  // namespace otoscape::test
