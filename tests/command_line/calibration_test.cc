// SPDX-License-Identifier: Apache-2.0
// How loud a programme is taken to play decides what an ear with a loss still hears: a calibration
// that is a few dB wrong shows another person's hearing.

#include <gtest/gtest.h>

#include <cmath>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

nlohmann::json summary_of(const std::string& in, const TemporaryFolder& folder, Words more) {
  more.insert(more.end(), {"--json", "--overwrite"});
  const Ran ran = render(in, folder / "out.wav", more);
  EXPECT_EQ(ran.status, 0) << ran.err;
  return nlohmann::json::parse(ran.out);
}

double unit_rms(const std::string& in, const TemporaryFolder& folder, const std::string& spec) {
  return summary_of(in, folder, {"--calibration", spec})["tracks"][0]["unit_rms_db_spl"];
}

double gain_for_db(double db) { return std::pow(10.0, db / 20.0); }

// Integrated loudness, by FFmpeg's own meter.
double loudness_lufs(const std::string& path) {
  const Ran ran = run({"ffmpeg", "-nostats", "-i", path, "-af", "ebur128", "-f", "null", "-"});
  return std::stod(ran.err.substr(ran.err.rfind("I:") + 2));
}

TEST(Calibration, NamesAndNumbersMeanWhatIsWritten) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 1.0));
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "home"), 88.0);
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "cinema"), 108.0);
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "fs=101.5"), 101.5);
  const auto usual = summary_of(folder / "in.wav", folder, {});
  EXPECT_DOUBLE_EQ(usual["tracks"][0]["unit_rms_db_spl"], 88.0);
}

TEST(Calibration, RmsIsThatOfTheWholeTrack) {
  const TemporaryFolder folder;
  const Sound in = noise_and_tones(48000, 2, 3.0);
  write_wav(folder / "in.wav", in);
  const double wanted = 65.0 - 20.0 * std::log10(rms(in));
  EXPECT_NEAR(unit_rms(folder / "in.wav", folder, "rms=65"), wanted, 1e-6);
  const auto summary = summary_of(folder / "in.wav", folder, {"--calibration", "rms=65"});
  EXPECT_NEAR(summary["tracks"][0]["level_in_db_spl"], 65.0, 1e-6);
  EXPECT_NEAR(summary["tracks"][0]["level_out_db_spl"], 65.0, 1e-4);  // typical hearing
}

// 997 Hz in both channels at −23 dB re full-scale sine reads −23.0 LUFS (EBU Tech 3341, case 1).
TEST(Calibration, DialogueAtMinus23PlaysAsAtHome) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", sine(48000, 2, 10.0, 997.0, gain_for_db(-23.0)));
  EXPECT_NEAR(unit_rms(folder / "in.wav", folder, "loudness=65"), 88.0, 0.1);
}

TEST(Calibration, SilenceHasNoLoudnessAndTheRenderSaysSo) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", {48000, 2, std::vector<float>(96000)});
  for (const char* spec : {"loudness=65", "rms=65"}) {
    const auto summary = summary_of(folder / "in.wav", folder, {"--calibration", spec});
    EXPECT_DOUBLE_EQ(summary["tracks"][0]["unit_rms_db_spl"], 88.0);
    EXPECT_NE(summary["notes"].dump().find("calibrated as home"), std::string::npos) << spec;
    EXPECT_TRUE(summary["tracks"][0]["level_in_db_spl"].is_null());
  }
}

TEST(Calibration, OutIsWrittenOnTheScaleOfIn) {
  // The louder it plays, the less a loss takes away: the scale is not only said but used.
  const TemporaryFolder folder;
  const std::string in = folder / "in.wav";
  write_wav(in, sine(48000, 1, 2.0, 1000.0, 0.05));
  const auto loss_db = [&](const std::string& spec) {
    const auto track = summary_of(
        in, folder,
        {"--calibration", spec, "--listener", "preset:N4", "--smearing", "off"})["tracks"][0];
    return track["level_in_db_spl"].get<double>() - track["level_out_db_spl"].get<double>();
  };
  EXPECT_GT(loss_db("fs=95"), loss_db("fs=110") + 5.0);
}

TEST(MatchLoudness, GivesTheLoudnessBack) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 5.0, 0.2));
  const double before = loudness_lufs(folder / "in.wav");
  // A mild loss at a loud calibration: what it takes away is less than the 20 dB that are allowed.
  const auto summary =
      summary_of(folder / "in.wav", folder,
                 {"--calibration", "fs=100", "--listener", "preset:N2", "--match-loudness"});
  const double gain = summary["tracks"][0]["gain_db"];
  EXPECT_GT(gain, 1.0);
  ASSERT_LT(gain, 20.0);
  EXPECT_NEAR(loudness_lufs(folder / "out.wav"), before, 0.5);
}

TEST(MatchLoudness, StopsAtTwentyDecibelsAndSaysSo) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 3.0, 0.2));
  const auto summary =
      summary_of(folder / "in.wav", folder, {"--listener", "preset:N3", "--match-loudness"});
  EXPECT_DOUBLE_EQ(summary["tracks"][0]["gain_db"], 20.0);
  EXPECT_NE(summary["notes"].dump().find("are the most"), std::string::npos) << summary["notes"];
}

}  // namespace
}  // namespace otoscape::test
