// SPDX-License-Identifier: Apache-2.0
// How loud a programme is taken to play decides what an ear with a loss still hears: a calibration
// that is a few dB wrong shows another person's hearing.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <tuple>

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

// Integrated loudness, by FFmpeg's own meter.
double loudness_lufs(const std::string& path) {
  const Ran ran = run({"ffmpeg", "-nostats", "-i", path, "-af", "ebur128", "-f", "null", "-"});
  return std::stod(ran.err.substr(ran.err.rfind("I:") + 2));
}

TEST(Calibration, NamesAndNumbersMeanWhatIsWritten) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", noise_and_tones(48000, 2, 1.0));
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "home"), 91.0);
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "cinema"), 108.0);
  EXPECT_DOUBLE_EQ(unit_rms(folder / "in.wav", folder, "fs=101.5"), 101.5);
  const auto usual = summary_of(folder / "in.wav", folder, {});
  EXPECT_DOUBLE_EQ(usual["tracks"][0]["unit_rms_db_spl"], 91.0);
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

// A tone of 997 Hz at −23 LUFS, K-weighted as it is unweighted: BS.1770 adds the energies of the
// channels, and each ear hears one.
class ATone : public testing::Test {
 protected:
  // Full scale in some channels of a layout; brought to −23 LUFS by FFmpeg's own meter of what
  // `as_heard` says, which is the fold for more than two channels.
  std::string at_minus_23(const std::string& layout, const std::string& channels,
                          const std::string& as_heard) {
    const auto write = [&](double gain_db, const std::string& path) {
      must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                "sine=997:r=48000:d=10,volume=8,volume=" + std::to_string(gain_db) +
                    "dB,pan=" + layout + "|" + channels,
                "-c:a", "pcm_f32le", path});
    };
    write(-30.0, folder / "try.wav");
    must_run({"ffmpeg", "-v", "error", "-y", "-i", folder / "try.wav", "-af", as_heard, "-c:a",
              "pcm_f32le", folder / "heard.wav"});
    write(-30.0 - 23.0 - loudness_lufs(folder / "heard.wav"), folder / "in.wav");
    return folder / "in.wav";
  }
  // dB SPL at each ear of typical hearing, which gets the sound itself, folded to stereo.
  std::vector<double> at_the_ears(const std::string& in, const std::string& calibration) {
    const double fs = summary_of(in, folder,
                                 {"--calibration", calibration, "--sample-format", "f32",
                                  "--layout", "stereo"})["tracks"][0]["unit_rms_db_spl"];
    const Sound heard = decode(folder / "out.wav");
    std::vector<double> levels;
    for (int c = 0; c < heard.channels; ++c) {
      levels.push_back(fs + 20.0 * std::log10(rms({48000, 1, heard.channel(c)}) + 1e-20));
    }
    return levels;
  }
  double louder_ear(const std::string& in) {
    const auto levels = at_the_ears(in, "loudness=65");
    return *std::max_element(levels.begin(), levels.end());
  }

  TemporaryFolder folder;
};

constexpr const char* kAsItIs = "anull";
// ITU-R BS.775, as docs/tour.md has it: without LFE.
constexpr const char* kFolded =
    "pan=stereo|c0=FL+0.70711*FC+0.70711*BL|c1=FR+0.70711*FC+0.70711*BR";

TEST_F(ATone, IsAtTheLevelAskedForAtTheLouderEar) {
  EXPECT_NEAR(louder_ear(at_minus_23("stereo", "c0=c0", kAsItIs)), 65.0, 0.1) << "left only";
  EXPECT_NEAR(louder_ear(at_minus_23("stereo", "c1=c0", kAsItIs)), 65.0, 0.1) << "right only";
  EXPECT_NEAR(louder_ear(at_minus_23("stereo", "c0=c0|c1=c0", kAsItIs)), 65.0, 0.1) << "both";
  EXPECT_NEAR(louder_ear(at_minus_23("stereo", "c0=c0|c1=.7*c0", kAsItIs)), 65.0, 0.1) << "unlike";
  EXPECT_NEAR(louder_ear(at_minus_23("mono", "c0=c0", kAsItIs)), 65.0, 0.1) << "mono";
  EXPECT_NEAR(louder_ear(at_minus_23("mono", "c0=c0", "pan=stereo|c0=c0|c1=c0")), 65.0, 0.1)
      << "mono, its loudness that of both ears";
  for (const char* channels : {"FC=c0", "FL=c0|FR=c0|FC=c0|BL=c0|BR=c0", "FL=.3*c0|BL=c0"}) {
    EXPECT_NEAR(louder_ear(at_minus_23("5.1", channels, kFolded)), 65.0, 0.1) << channels;
  }
}

TEST_F(ATone, AtHomeIsAt65InEachEarWhereBothHearTheSame) {
  for (const auto& [layout, channels, as_heard] :
       {std::tuple{"stereo", "c0=c0|c1=c0", kAsItIs}, {"5.1", "FC=c0", kFolded}}) {
    for (const double level : at_the_ears(at_minus_23(layout, channels, as_heard), "home")) {
      EXPECT_NEAR(level, 65.0, 0.1) << layout;
    }
  }
}

TEST(Calibration, SilenceHasNoLoudnessAndTheRenderSaysSo) {
  const TemporaryFolder folder;
  write_wav(folder / "in.wav", {48000, 2, std::vector<float>(96000)});
  for (const char* spec : {"loudness=65", "rms=65"}) {
    const auto summary = summary_of(folder / "in.wav", folder, {"--calibration", spec});
    EXPECT_DOUBLE_EQ(summary["tracks"][0]["unit_rms_db_spl"], 91.0);
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
