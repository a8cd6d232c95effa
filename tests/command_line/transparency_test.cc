// SPDX-License-Identifier: Apache-2.0
// Typical hearing gives the input back, through the whole program. A bit that differs is already a
// defect; −100 dB is where nobody could hear it.

#include <gtest/gtest.h>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

class Transparency : public testing::TestWithParam<std::tuple<int, int>> {};

TEST_P(Transparency, NormalHearingGivesTheSoundBack) {
  const auto [rate_hz, channels] = GetParam();
  const TemporaryFolder folder;
  // Not a whole number of blocks; the loudest the guard lets pass unchanged is −1 dBTP.
  const Sound in = noise_and_tones(rate_hz, channels, 1.337, 0.8);
  write_wav(folder / "in.wav", in);
  const Ran ran = render(folder / "in.wav", folder / "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  const Sound out = decode(folder / "out.wav");
  EXPECT_EQ(out.rate_hz, rate_hz);
  EXPECT_EQ(out.channels, channels);
  EXPECT_EQ(out.frames(), in.frames());
  EXPECT_LE(error_db(in, out), -100.0);
}

INSTANTIATE_TEST_SUITE_P(RatesAndChannels, Transparency,
                         testing::Combine(testing::Values(16000, 22050, 44100, 48000, 96000,
                                                          192000),
                                          testing::Values(1, 2)));

TEST(TransparencyMeasure, AnEarWithALossIsNotTransparent) {
  // The measure above can fail: the same path with a loss is far from its input.
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 2, 1.0);
  write_wav(folder / "in.wav", in);
  ASSERT_EQ(render(folder / "in.wav", folder / "out.wav", {"--listener", "preset:N3"}).status, 0);
  EXPECT_GT(error_db(in, decode(folder / "out.wav")), -20.0);
}

}  // namespace
}  // namespace otoscape::test
