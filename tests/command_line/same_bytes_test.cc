// SPDX-License-Identifier: Apache-2.0
// The same film, listener and seed give the same bytes, whatever the number of threads; and a
// region sounds as in the whole.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/command_line/film.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class SameBytes : public testing::TestWithParam<std::string> {};

TEST_P(SameBytes, WhateverTheThreadsAre) {
  const TemporaryFolder folder;
  const std::string extension = GetParam();
  std::string in = folder / "in.wav";
  if (extension == ".wav") {
    write_wav(in, noise_and_tones(48000, 2, 4.0));
  } else {
    in = make_film(folder, "in" + extension, {"aac", 0.0, 4.0});
  }
  const auto rendered = [&](const std::string& threads) {
    const std::string out = folder / ("out" + extension);
    const Ran ran = render(
        in, out,
        {"--listener", "preset:S2", "--threads", threads, "--sample-format", "s16", "--overwrite"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return bytes_of(out);
  };
  const std::string first = rendered("1");
  EXPECT_GT(first.size(), 10000u);
  for (const char* threads : {"1", "2", "0", "0"}) {
    EXPECT_TRUE(rendered(threads) == first) << threads << " threads";
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, SameBytes, testing::Values(".wav", ".mkv", ".mp4"),
                         [](const auto& test) { return test.param.substr(1); });

// The ears of a film's scene run in up to four threads of their own: moves, implants on either side
// and one's own voice pass between them.
TEST(SameBytesOfAScene, WhateverTheThreadsAre) {
  const TemporaryFolder folder;
  const std::string in = make_film(folder, "in.mkv", {"flac", 0.0, 8.0});
  write_wav(folder / "voice.wav", noise_and_tones(48000, 1, 8.0));
  write_bytes(folder / "scene.toml", R"(
format = "otoscape.scene/1"
[listeners]
worse = "preset:N4"
one_side = "preset:bimodal"
both_sides = "preset:two-years"
[listeners.mild.both]
air_db_hl = { 500 = 20, 4000 = 50 }
[[at]]
time = 0
listener = "mild"
perspective = 1.0
[[at]]
time = 3
listener = "worse"
perspective = 0.5
ramp = "2s"
[[at]]
time = 4
listener = "one_side"
[[at]]
time = 5.5
listener = "both_sides"
[[at]]
time = 6.5
listener = "mild"
)");
  const auto rendered = [&](const std::string& threads) {
    const Ran ran =
        otoscape({"render", in, "-o", folder / "out.mkv", "--scene", folder / "scene.toml",
                  "--own-voice", folder / "voice.wav", "--threads", threads, "--overwrite"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return bytes_of(folder / "out.mkv");
  };
  const std::string first = rendered("1");
  EXPECT_GT(first.size(), 10000u);
  for (const char* threads : {"2", "0", "0"}) {
    EXPECT_TRUE(rendered(threads) == first) << threads << " threads";
  }
}

// Largest difference re the largest sample.
double peak_error_db(const Sound& a, const Sound& b) {
  float most = 0.0f, peak = 1e-9f;
  for (std::size_t i = 0; i < a.samples.size(); ++i) {
    most = std::max(most, std::abs(a.samples[i] - b.samples[i]));
    peak = std::max(peak, std::abs(a.samples[i]));
  }
  return 20.0 * std::log10(static_cast<double>(most / peak) + 1e-12);
}

TEST(Region, SoundsAsInTheWhole) {
  const TemporaryFolder folder;
  // 3.25 s lies between the hops of the ears' windows, and its run-in too.
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 8.0));
  const Words loss = {"--listener", "preset:N4", "--calibration", "fs=100"};
  ASSERT_EQ(render(folder / "in.wav", folder / "whole.wav", loss).status, 0);
  Words region = loss;
  region.insert(region.end(), {"--start", "3.25", "--duration", "0:02.5"});
  ASSERT_EQ(render(folder / "in.wav", folder / "region.wav", region).status, 0);
  const Sound heard = decode(folder / "region.wav");
  ASSERT_EQ(heard.frames(), 120000u);
  const Sound wanted = part(decode(folder / "whole.wav"), 156000, 120000);
  EXPECT_LE(peak_error_db(wanted, heard), -50.0);
}

TEST(Region, OfAFilmGivesItsSoundAlone) {
  const TemporaryFolder folder;
  const std::string in = make_film(folder, "in.mp4");  // its sound begins at 0
  const Ran ran = render(in, folder / "out.wav", {"--start", "0:01", "--duration", "2"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Sound heard = decode(folder / "out.wav"), whole = decode(in);
  ASSERT_EQ(heard.frames(), 96000u);
  EXPECT_LE(error_db(part(whole, 48000, 96000), heard), -100.0);
}

}  // namespace
}  // namespace otoscape::test
