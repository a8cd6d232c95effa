// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/start_time.h"

#include <gtest/gtest.h>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::jobs::measure {
namespace {

class Start : public testing::Test {
 protected:
  void SetUp() override {
    test::write_wav(folder / "sound.wav", test::noise_and_tones(48000, 2, 0.5));
  }
  // A film whose first picture has this timecode.
  std::string film(const std::string& rate, const std::string& timecode) {
    test::Words words = {"ffmpeg", "-v",
                         "error",  "-y",
                         "-f",     "lavfi",
                         "-i",     "testsrc=s=64x64:r=" + rate + ":d=0.5",
                         "-i",     folder / "sound.wav",
                         "-c:v",   "mpeg4",
                         "-c:a",   "pcm_s16le"};
    if (!timecode.empty()) words.insert(words.end(), {"-timecode", timecode});
    words.push_back(folder / "film.mov");
    test::must_run(words);
    return folder / "film.mov";
  }
  std::string recording(const std::string& rate) {
    test::must_run({"ffmpeg", "-v", "error", "-y", "-i", folder / "sound.wav", "-ar", rate,
                    "-write_bext", "1", "-metadata", "time_reference=172800001",
                    folder / "bext.wav"});
    return folder / "bext.wav";
  }
  test::TemporaryFolder folder;
};

const Hertz kRate(48000);

// Frames of sound before 01:00:00:00 in each way of counting: 3600 s, or 3600 · 1001 / 1000, or
// 107 892 frames of drop-frame time.
TEST_F(Start, OfAFilmIsItsFirstPicturesTimecode) {
  const StartTime whole = start_time(film("25", "01:00:00:00"), kRate, Seconds(0.0));
  EXPECT_EQ(whole.frames, 172800000u);
  EXPECT_EQ(whole.timecode, (io::wave::TimecodeRate{25, 1, false}));
  const StartTime pulled = start_time(film("24000/1001", "01:00:00:00"), kRate, Seconds(0.0));
  EXPECT_EQ(pulled.frames, 172972800u);
  EXPECT_EQ(pulled.timecode, (io::wave::TimecodeRate{24000, 1001, false}));
  const StartTime drop = start_time(film("30000/1001", "01:00:00;00"), kRate, Seconds(0.0));
  EXPECT_EQ(drop.frames, 172799827u);
  EXPECT_EQ(drop.timecode, (io::wave::TimecodeRate{30000, 1001, true}));
  EXPECT_EQ(drop.note, "");
}

TEST_F(Start, OfARegionLiesLater) {
  EXPECT_EQ(start_time(film("25", "01:00:00:00"), kRate, Seconds(0.25)).frames, 172812000u);
  EXPECT_EQ(start_time(recording("48000"), kRate, Seconds(0.25)).frames, 172812001u);
  EXPECT_EQ(start_time(folder / "sound.wav", kRate, Seconds(0.25)).frames, 12000u);
  EXPECT_EQ(start_time("-", kRate, Seconds(0.25)).frames, 12000u);
}

TEST_F(Start, OfARecordingIsItsTimeReference) {
  const StartTime same = start_time(recording("48000"), kRate, Seconds(0.0));
  EXPECT_EQ(same.frames, 172800001u);
  EXPECT_FALSE(same.timecode);
  // Rendered at another rate: 172 800 001 frames of 96 kHz.
  EXPECT_EQ(start_time(recording("96000"), kRate, Seconds(0.0)).frames, 86400001u);
}

TEST_F(Start, WithoutATimecodeIsZero) {
  const StartTime film_start = start_time(film("50", ""), kRate, Seconds(0.0));
  EXPECT_EQ(film_start.frames, 0u);
  EXPECT_EQ(film_start.timecode, (io::wave::TimecodeRate{50, 1, false}));
  const StartTime sound = start_time(folder / "sound.wav", kRate, Seconds(0.0));
  EXPECT_EQ(sound.frames, 0u);
  EXPECT_FALSE(sound.timecode);
}

}  // namespace
}  // namespace otoscape::jobs::measure
