// SPDX-License-Identifier: Apache-2.0
#include "jobs/report/sound_view.h"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace otoscape::jobs::report {
namespace {

using io::pages::LevelTrack;

std::vector<float> tone(double rate, double hz, double rms, double seconds) {
  std::vector<float> sound(static_cast<std::size_t>(rate * seconds));
  for (std::size_t n = 0; n < sound.size(); ++n)
    sound[n] =
        static_cast<float>(std::numbers::sqrt2 * rms *
                           std::sin(2.0 * std::numbers::pi * hz * static_cast<double>(n) / rate));
  return sound;
}

int level(const SoundPictures& made, std::size_t column, std::size_t ear, std::size_t band) {
  return made.levels.values[(column * 2 + ear) * LevelTrack::kBands + band] + LevelTrack::kLowest;
}

class SoundViewAt : public testing::TestWithParam<double> {};

// 0.1 RMS at fs=91 is 71 dB SPL; a gain of 6 dB in the file is taken back. The window's skirts
// leave a decibel.
TEST_P(SoundViewAt, AToneHasItsLevelInItsBandAtItsEar) {
  const double rate = GetParam();
  SoundView view({Hertz(rate), Calibration::home(), Decibels(6.0)});
  const auto left = tone(rate, 1000.0, 0.1, 3.0);
  const std::vector<float> right(left.size());
  // Pieces of odd sizes: the result is that of the whole.
  for (std::size_t at = 0; at < left.size(); at += 777) {
    const std::size_t count = std::min<std::size_t>(777, left.size() - at);
    view.add(std::span(left).subspan(at, count), std::span(right).subspan(at, count));
  }
  const SoundPictures made = view.finish();
  EXPECT_NEAR(made.seconds, 3.0, 1e-9);
  EXPECT_NEAR(made.levels.step_s, 0.1, 1e-12);
  ASSERT_EQ(made.levels.values.size(), 30u * 2 * LevelTrack::kBands);
  constexpr std::size_t k1000Hz = 13;
  EXPECT_NEAR(level(made, 15, 0, k1000Hz), 65, 1);
  EXPECT_LT(level(made, 15, 0, k1000Hz + 3), 30);
  EXPECT_EQ(level(made, 15, 1, k1000Hz), LevelTrack::kLowest);  // silence
  // −20 dB FS in one channel at 1 kHz: K weighting's gain and BS.1770's offset cancel at 997 Hz.
  EXPECT_NEAR(made.loudness.lufs[made.loudness.lufs.size() / 2], -20.0, 0.1);
  EXPECT_NEAR(made.outline.peaks[10], 0.1 * std::numbers::sqrt2, 1e-3);
}
INSTANTIATE_TEST_SUITE_P(Rates, SoundViewAt, testing::Values(16000.0, 44100.0, 48000.0, 96000.0));

TEST(SoundView, SamplesThatAreNoNumberCountAsNothing) {
  SoundView view({Hertz(48000.0), Calibration::home()});
  std::vector<float> bad(48000, NAN);
  view.add(bad, bad);
  const SoundPictures made = view.finish();
  for (const std::uint8_t value : made.levels.values) ASSERT_EQ(value, 0);
}

TEST(MergingColumns, LongSoundsGetLongerColumnsOfTheSameMean) {
  MergingColumns columns(1, 4);
  for (int i = 0; i < 11; ++i) columns.add(std::vector<float>{static_cast<float>(i)});
  columns.finish();
  EXPECT_EQ(columns.merged(), 4u);
  EXPECT_EQ(columns.values(), (std::vector<float>{1.5f, 5.5f, 9.0f}));
}

}  // namespace
}  // namespace otoscape::jobs::report
