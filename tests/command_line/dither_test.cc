// SPDX-License-Identifier: Apache-2.0
// 16-bit output is dithered with triangular noise: with the rounding, an error of 1/4 LSB²
// (Lipshitz, Wannamaker & Vanderkooy 1992) whatever the sound is. Rounding alone gives 1/12 LSB²
// and distortion; rectangular dither 1/6.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr double kLsb = 1.0 / 32768.0;

struct Error {
  double mean = 0.0, power = 0.0;  // in LSB and LSB²
  double with_sound = 0.0;         // correlation coefficient with the sound
};

Error error_of(const std::vector<float>& in, const std::vector<float>& out) {
  Error error;
  double sound = 0.0, cross = 0.0;
  for (std::size_t n = 0; n < in.size(); ++n) {
    const double x = static_cast<double>(in[n]) / kLsb, e = static_cast<double>(out[n]) / kLsb - x;
    error.mean += e, error.power += e * e, sound += x * x, cross += e * x;
  }
  const auto count = static_cast<double>(in.size());
  error.with_sound = cross / std::sqrt(error.power * sound + 1e-30);
  error.mean /= count, error.power /= count;
  return error;
}

TEST(Dither, IsTriangularWhateverTheSoundIs) {
  const TemporaryFolder folder;
  // The last is far below a step: without dither nothing would be left of it.
  for (double amplitude : {0.5, 2.7 * kLsb, 0.3 * kLsb}) {
    const Sound in = sine(48000, 2, 5.0, 997.0, amplitude);
    write_wav(folder / "in.wav", in);
    const Ran ran =
        render(folder / "in.wav", folder / "out.wav", {"--sample-format", "s16", "--overwrite"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    const Sound out = decode(folder / "out.wav");
    ASSERT_EQ(out.frames(), in.frames());
    for (int c : {0, 1}) {
      // 240 000 samples: five standard errors of each figure.
      const Error error = error_of(in.channel(c), out.channel(c));
      EXPECT_NEAR(error.power, 0.25, 0.0025) << amplitude;
      EXPECT_NEAR(error.mean, 0.0, 0.005) << amplitude;
      EXPECT_NEAR(error.with_sound, 0.0, 0.0102) << amplitude;
    }
  }
}

TEST(Dither, FollowsTheSeed) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 1.0));
  const auto with_seed = [&](const std::string& seed) {
    const Ran ran = render(folder / "in.wav", folder / "out.wav",
                           {"--sample-format", "s16", "--overwrite", "--seed", seed});
    EXPECT_EQ(ran.status, 0) << ran.err;
    return bytes_of(folder / "out.wav");
  };
  const std::string first = with_seed("1");
  EXPECT_EQ(with_seed("1"), first);
  EXPECT_NE(with_seed("2"), first);
}

TEST(Dither, TheChannelsHaveTheirOwn) {
  const TemporaryFolder folder;
  const Sound in = sine(48000, 2, 2.0, 440.0, 0.25);
  write_wav(folder / "in.wav", in);
  ASSERT_EQ(render(folder / "in.wav", folder / "out.wav", {"--sample-format", "s16"}).status, 0);
  const Sound out = decode(folder / "out.wav");
  const auto left = out.channel(0), right = out.channel(1), x = in.channel(0);
  double cross = 0.0;
  for (std::size_t n = 0; n < x.size(); ++n) {
    cross += static_cast<double>(left[n] - x[n]) * static_cast<double>(right[n] - x[n]);
  }
  // Equal noise in both would sit in the middle of the head: correlation 1 instead of about 0.
  EXPECT_NEAR(cross / static_cast<double>(x.size()) / (0.25 * kLsb * kLsb), 0.0, 0.02);
}

}  // namespace
}  // namespace otoscape::test
