// SPDX-License-Identifier: Apache-2.0
// MSBG's model through the command: the published program's samples in a file, what it
// refuses, and what it says.

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>

#include "tests/command_line/film.h"
#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

// Outputs of the published program; see the folder's README.
std::vector<float> published(const std::string& name) {
  const std::string bytes =
      bytes_of(std::string(OTOSCAPE_SOURCE_DIR "/otoscape/loss/msbg/testdata/") + name + ".f32");
  std::vector<float> samples(bytes.size() / sizeof(float));
  std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(float));
  EXPECT_FALSE(samples.empty()) << name;
  return samples;
}

double worst_of_peak(const std::vector<float>& expected, const std::vector<float>& got) {
  EXPECT_EQ(got.size(), expected.size());
  double worst = 0.0, peak = 0.0;
  for (std::size_t n = 0; n < std::min(expected.size(), got.size()); ++n) {
    worst = std::max(worst, std::abs(static_cast<double>(got[n]) - expected[n]));
    peak = std::max(peak, std::abs(static_cast<double>(expected[n])));
  }
  return worst / peak;
}

class Msbg : public testing::Test {
 protected:
  void SetUp() override { write_wav(in(), {44100, 1, published("input")}); }
  std::string in() const { return folder / "in.wav"; }

  Ran msbg(const std::string& from, const std::string& to, const Words& more) const {
    Words words = {"--model", "msbg", "--json", "--overwrite"};
    words.insert(words.end(), more.begin(), more.end());
    return render(from, folder / to, words);
  }
  Sound heard(const std::string& from, const Words& more, nlohmann::json* said = nullptr) const {
    const Ran ran = msbg(from, "out.wav", more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    if (ran.status != 0) return {};
    if (said != nullptr) *said = nlohmann::json::parse(ran.out)["tracks"][0];
    return decode(folder / "out.wav");
  }
  // The error's line.
  std::string refused(const std::string& from, const Words& more, int status) const {
    const Ran ran = msbg(from, "none.wav", more);
    EXPECT_EQ(ran.status, status) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    for (const auto& name : folder.names()) EXPECT_NE(name, "none.wav");
    return ran.err;
  }

  const TemporaryFolder folder;
};

Sound stereo(const std::vector<float>& left, const std::vector<float>& right) {
  Sound sound{44100, 2, {}};
  for (std::size_t n = 0; n < left.size(); ++n) {
    sound.samples.insert(sound.samples.end(), {left[n], right[n]});
  }
  return sound;
}

struct Golden {
  const char *file, *listener, *position;
};
const Golden kGolden[] = {{"flat0_ff", "preset:normal", "ff"}, {"n1_ff", "preset:N1", "ff"},
                          {"n2_ff", "preset:N2", "ff"},        {"s2_ff", "preset:S2", "ff"},
                          {"n1_df", "preset:N1", "df"},        {"n2_itu", "preset:N2", "itu"}};

TEST_F(Msbg, WritesThePublishedProgramsSamples) {
  for (const Golden& golden : kGolden) {
    const Words words = {"--listener", golden.listener, "--source-position", golden.position};
    const auto expected = published(golden.file);
    EXPECT_LT(worst_of_peak(expected, heard(in(), words).samples), 1e-6) << golden.file;
    Words single = words;
    single.insert(single.end(), {"--precision", "single"});
    EXPECT_LT(worst_of_peak(expected, heard(in(), single).samples), 1e-4) << golden.file;
  }
}

TEST_F(Msbg, AlignedIsAsLongAsTheInputAndInTime) {
  const Sound late = heard(in(), {"--listener", "preset:N2"});
  nlohmann::json said;
  const Sound aligned = heard(in(), {"--listener", "preset:N2", "--aligned"}, &said);
  ASSERT_EQ(aligned.frames(), published("input").size());
  EXPECT_EQ(said["msbg"]["delay_frames"]["left"], 0);
  // Behind the delay lies the same, up to the edge: the late one ends before the sound does, and
  // its envelopes look ahead.
  const auto from = static_cast<std::ptrdiff_t>(1272), frames = static_cast<std::ptrdiff_t>(8000);
  EXPECT_LT(worst_of_peak({late.samples.begin() + from, late.samples.begin() + from + frames},
                          {aligned.samples.begin(), aligned.samples.begin() + frames}),
            1e-6);
}

TEST_F(Msbg, SaysWhatItDid) {
  nlohmann::json said;
  heard(in(), {"--listener", "preset:N2"}, &said);
  const auto& msbg = said["msbg"];
  EXPECT_EQ(said["unit_rms_db_spl"], 120.0);
  EXPECT_EQ(msbg["model"], "msbg");
  EXPECT_EQ(msbg["version"], "pyclarity 0.9.0");
  EXPECT_EQ(msbg["precision"], "double");
  EXPECT_EQ(msbg["source_position"], "ff");
  EXPECT_EQ(msbg["level"], "joint");
  EXPECT_EQ(msbg["delay_frames"]["right"], 1272);
  EXPECT_EQ(msbg["aligned"], false);
  EXPECT_EQ(msbg["is_the_reference"], true);
  EXPECT_LT(msbg["level_step_db"]["left"], 0.0);
  heard(in(), {"--listener", "preset:normal", "--precision", "single"}, &said);
  EXPECT_EQ(said["msbg"]["delay_frames"]["right"], 1080);
  const std::string comment = tag_of(probe(folder / "out.wav")["format"], "comment");
  EXPECT_TRUE(says(comment, "msbg (pyclarity 0.9.0), single precision, source ff")) << comment;
  EXPECT_TRUE(says(comment, "1080 frames late")) << comment;
}

TEST_F(Msbg, EachEarHasItsOwnAudiogram) {
  write_bytes(folder / "two.toml",
              "format = \"otoscape.listener/1\"\n[left]\nair_db_hl = { 250 = 10, 375 = 10, 500 = "
              "10, 750 = 10, 1000 = 10, 1500 = 10, 2000 = 15, 3000 = 20, 4000 = 30, 6000 = 40 }\n"
              "[right]\nair_db_hl = { 250 = 20, 375 = 20, 500 = 20, 750 = 22.5, 1000 = 25, 1500 = "
              "30, 2000 = 35, 3000 = 40, 4000 = 45, 6000 = 50 }\n");
  const Sound both = heard(in(), {"--listener", folder / "two.toml"});  // mono becomes stereo
  ASSERT_EQ(both.channels, 2);
  EXPECT_LT(worst_of_peak(published("n1_ff"), both.channel(0)), 1e-6);
  EXPECT_LT(worst_of_peak(published("n2_ff"), both.channel(1)), 1e-6);
  const Sound right = heard(in(), {"--listener", folder / "two.toml", "--ear", "right"});
  ASSERT_EQ(right.channels, 1);
  EXPECT_EQ(right.samples, both.channel(1));
}

TEST_F(Msbg, OneLevelStepForEachEarIsTwoMonoRuns) {
  const Sound left = noise_and_tones(44100, 1, 1.0, 0.2, 1);
  std::vector<float> longer = published("input");
  longer.resize(left.samples.size());
  write_wav(folder / "both.wav", stereo(left.samples, longer));
  write_wav(folder / "left.wav", left);
  write_wav(folder / "right.wav", {44100, 1, longer});
  const Words listener = {"--listener", "preset:N1"};
  Words each = listener;
  each.insert(each.end(), {"--msbg-level", "ear"});
  const Sound apart = heard(folder / "both.wav", each);
  ASSERT_EQ(apart.channels, 2);
  EXPECT_EQ(apart.channel(0), heard(folder / "left.wav", listener).samples);
  EXPECT_EQ(apart.channel(1), heard(folder / "right.wav", listener).samples);
  const Sound joint = heard(folder / "both.wav", listener);
  EXPECT_GT(worst_of_peak(apart.channel(1), joint.channel(1)), 0.01);
}

TEST_F(Msbg, ThreadsDoNotChangeASample) {
  write_wav(folder / "both.wav", noise_and_tones(44100, 2, 2.0));
  const Words words = {"--listener", "preset:N3"};
  const Sound many = heard(folder / "both.wav", words);
  Words one = words;
  one.insert(one.end(), {"--threads", "1"});
  EXPECT_EQ(heard(folder / "both.wav", one).samples, many.samples);
}

TEST_F(Msbg, AFilmKeepsItsTime) {
  const std::string film = make_film(folder, "film.mkv", {.sound_late_s = 0.5});
  const Words listener = {"--listener", "preset:normal", "--resample"};
  const Ran ran = msbg(film, "out.mkv", listener);
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto said = nlohmann::json::parse(ran.out)["tracks"][0];
  EXPECT_EQ(said["msbg"]["aligned"], true);
  EXPECT_EQ(said["msbg"]["resampled_from_hz"], 48000.0);
  EXPECT_EQ(packet_hash(folder / "out.mkv", "0:v:0"), packet_hash(film, "0:v:0"));
  // The same sound as a file of its own gives the same samples; in the film they lie where the
  // film's sound lies, behind a little silence up to Matroska's tick.
  must_run({"ffmpeg", "-v", "error", "-i", film, "-map", "0:a:0", "-c:a", "pcm_f32le",
            folder / "sound.wav"});
  Words aligned = listener;
  aligned.push_back("--aligned");
  const Sound alone = heard(folder / "sound.wav", aligned), inside = decode(folder / "out.mkv");
  EXPECT_EQ(inside.rate_hz, 44100);
  const double silence_s = first_frame_s(film, "a:0") - first_frame_s(folder / "out.mkv", "a:0");
  EXPECT_NEAR(lag_frames(alone, inside, 500), silence_s * 44100.0, 1.0);
  EXPECT_GT(first_frame_s(film, "a:0"), 0.4);
  EXPECT_TRUE(
      says(tag_of(probe(folder / "out.mkv")["format"], "comment"), "resampled from 48000 Hz"));
}

TEST_F(Msbg, ResamplingBringsOtherRatesToItsOwn) {
  write_wav(folder / "48.wav", sine(48000, 2, 1.0, 1000.0, 0.01));
  write_wav(folder / "44.wav", sine(44100, 2, 1.0, 1000.0, 0.01));
  const Words words = {"--listener", "preset:N1", "--aligned"};
  Words more = words;
  more.push_back("--resample");
  const Sound resampled = heard(folder / "48.wav", more), direct = heard(folder / "44.wav", words);
  EXPECT_EQ(resampled.rate_hz, 44100);
  ASSERT_EQ(resampled.frames(), direct.frames());
  EXPECT_LT(error_db(part(direct, 4410, 35280), part(resampled, 4410, 35280)), -70.0);
}

TEST_F(Msbg, ARecordingsPlaceInTimeIsResampledToo) {
  write_wav(folder / "48.wav", noise_and_tones(48000, 1, 0.5));
  must_run({"ffmpeg", "-v", "error", "-i", folder / "48.wav", "-c:a", "pcm_f32le", "-write_bext",
            "1", "-metadata", "time_reference=4800000", folder / "bext.wav"});
  heard(folder / "bext.wav", {"--resample"});
  const auto format = probe(folder / "out.wav")["format"];
  EXPECT_EQ(tag_of(format, "time_reference"), "4410000");
}

TEST_F(Msbg, EveryTrackOfAFilm) {
  const std::string film = make_film(folder, "film.mkv", {.seconds = 2.0});
  const Ran ran = msbg(film, "out.mkv", {"--resample", "--audio-track", "all"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto tracks = nlohmann::json::parse(ran.out)["tracks"];
  ASSERT_EQ(tracks.size(), 2u);
  EXPECT_EQ(tracks[0]["msbg"]["resampled_from_hz"], 48000.0);
  EXPECT_TRUE(tracks[1]["msbg"]["resampled_from_hz"].is_null());
  EXPECT_EQ(decode(folder / "out.mkv", 0).channels, 2);
  EXPECT_EQ(decode(folder / "out.mkv", 1).channels, 1);
  EXPECT_NEAR(static_cast<double>(decode(folder / "out.mkv", 1).frames()), 88200.0, 2500.0);
}

TEST_F(Msbg, WhereTheGuardActsTheFileSaysSo) {
  write_wav(folder / "loud.wav", sine(44100, 1, 1.0, 1000.0, 0.99));
  const Words words = {"--listener", "preset:normal", "--ceiling", "-6"};
  nlohmann::json said;
  heard(folder / "loud.wav", words, &said);
  EXPECT_GT(said["guard"]["events"], 0);
  EXPECT_EQ(said["msbg"]["is_the_reference"], false);
  const Ran ran = render(folder / "loud.wav", folder / "text.wav",
                         {"--listener", "preset:normal", "--ceiling", "-6", "--model", "msbg"});
  EXPECT_TRUE(says(ran.out, "no longer the published program's")) << ran.out;
}

TEST_F(Msbg, RefusesWhatItIsNotDefinedFor) {
  write_wav(folder / "48.wav", noise_and_tones(48000, 1, 0.5));
  EXPECT_TRUE(says(refused(folder / "48.wav", {}, 1), "--resample"));
  write_wav(folder / "silent.wav", {44100, 1, std::vector<float>(44100)});
  EXPECT_TRUE(says(refused(folder / "silent.wav", {}, 1), "--model live"));
  write_wav(folder / "short.wav", {44100, 1, std::vector<float>(440, 0.1f)});
  EXPECT_TRUE(says(refused(folder / "short.wav", {}, 1), "has 440; --model live"));
  EXPECT_TRUE(says(refused(in(), {"--listener", "preset:two-years"}, 1), "no implants"));
  write_bytes(folder / "deep.toml",
              "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 105 }\n");
  const std::string deep = refused(in(), {"--listener", folder / "deep.toml"}, 1);
  EXPECT_TRUE(says(deep, "105 dB HL at 1000 Hz; --model live")) << deep;
}

TEST_F(Msbg, OptionsOfOneModelAreRefusedWithTheOther) {
  for (const Words& words : std::vector<Words>{{"--smearing", "off"},
                                               {"--temporal", "8"},
                                               {"--start", "1"},
                                               {"--output-gain", "3"},
                                               {"--match-loudness"}}) {
    EXPECT_TRUE(says(refused(in(), words, 2), words[0] + " belongs to --model live"));
  }
  for (const Words& words : std::vector<Words>{{"--precision", "single"},
                                               {"--source-position", "df"},
                                               {"--msbg-level", "ear"},
                                               {"--aligned"},
                                               {"--resample"}}) {
    const Ran ran = render(in(), folder / "none.wav", words);
    EXPECT_EQ(ran.status, 2);
    EXPECT_TRUE(says(ran.err, words[0] + " belongs to --model msbg")) << ran.err;
  }
  const Ran scene = otoscape({"render", in(), "-o", folder / "none.wav", "--scene",
                              "preset:sudden-loss", "--model", "msbg"});
  EXPECT_EQ(scene.status, 2);
  EXPECT_TRUE(says(scene.err, "--scene belongs to --model live")) << scene.err;
}

TEST_F(Msbg, NamesWhatItLeavesOut) {
  write_bytes(folder / "mixed.toml",
              "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 50 }\n"
              "bone_db_hl = { 1000 = 20 }\n");
  const Ran ran = msbg(in(), "out.wav", {"--listener", folder / "mixed.toml"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "left out: conductive loss")) << ran.out;
}

}  // namespace
}  // namespace otoscape::test
