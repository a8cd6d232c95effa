// SPDX-License-Identifier: Apache-2.0
// A listener's ringing is heard through --listener as along a scene of one point: at its level, at
// most as loud as the programme, and in the same bytes.

#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/command_line/film.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr double kFullScaleDbSpl = 91.0;  // of `home`

// Presets that ring: the level of all their layers together. An implant takes 12 dB from it times
// its adaptation (docs/models/electric-ear.md). The layers of early-noise-damage are written 3 to 8
// dB above threshold: its whistles alone are 13.6 and 11.7 dB SPL.
struct Ringing {
  double left_db_spl, right_db_spl;
};
constexpr double kNone = -300.0;
const std::map<std::string, Ringing> kPresets = {
    {"early-noise-damage", {15.8, 12.5}}, {"off", {46.2, 44.8}},
    {"activation-day", {45.1, 43.5}},     {"film-activation", {45.1, 43.5}},
    {"three-months", {32.1, 31.2}},       {"two-years", {20.2, 18.2}},
    {"implant-left", {19.3, kNone}},
};

double level_db_spl(const std::vector<float>& x) {
  double sum = 0.0;
  for (const float v : x) sum += static_cast<double>(v) * static_cast<double>(v);
  return 10.0 * std::log10(sum / static_cast<double>(x.size()) + 1e-30) + kFullScaleDbSpl;
}

Words names_of_listeners() {
  std::istringstream lines(otoscape({"presets"}).out);
  Words names;
  for (std::string line; std::getline(lines, line) && !line.starts_with("Implant maps");) {
    if (line.starts_with("  ") && !line.starts_with("  age:"))
      names.push_back(line.substr(2, line.find(' ', 2) - 2));
  }
  return names;
}

class ListenerRinging : public testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) {
    write_bytes(folder / name, text);
    return folder / name;
  }
  std::string scene_of(const std::string& listener) {
    return write("one.toml", "format = \"otoscape.scene/1\"\n[listeners]\none = \"" + listener +
                                 "\"\n[[at]]\ntime = 0\nlistener = \"one\"\n");
  }
  // The summary.
  nlohmann::json heard(const std::string& in, const std::string& out, Words more) {
    more.insert(more.end(), {"--json", "--overwrite"});
    const Ran ran = render(in, out, more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return nlohmann::json::parse(ran.out, nullptr, false);
  }
  nlohmann::json along_one_point(const std::string& in, const std::string& out,
                                 const std::string& listener, const Words& more) {
    Words words = {"render", in, "-o", out, "--scene", scene_of(listener), "--json", "--overwrite"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = otoscape(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return nlohmann::json::parse(ran.out, nullptr, false);
  }
  void expect_the_same(const std::string& in, const std::string& listener, const Words& more,
                       const std::string& extension = ".wav") {
    Words words = more;
    words.insert(words.end(), {"--listener", listener});
    const std::string a = folder / ("a" + extension), b = folder / ("b" + extension);
    heard(in, a, words);
    along_one_point(in, b, listener, more);
    std::string all;
    for (const auto& word : more) all += " " + word;
    EXPECT_TRUE(bytes_of(a) == bytes_of(b)) << listener << all;
  }

  TemporaryFolder folder;
  // Loud in the right ear: a level_db_spl of which a soft render changes level and kind.
  const std::string loud = write(
      "loud.toml",
      "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 40 }\n[[right.tinnitus]]\n"
      "name = \"whistle\"\nkind = \"tone\"\npitch_hz = 6000\nlevel_db_spl = 75\n"
      "[[both.tinnitus]]\nname = \"hiss\"\nkind = \"noise\"\nlevel_db_spl = 40\nmasking = "
      "\"on\"\n");
};

// Drift moves a whole ear by less than 2 dB over 20 s.
TEST_F(ListenerRinging, EveryPresetRingsAtItsLevel) {
  const std::string in = folder / "in.wav", out = folder / "out.wav";
  write_wav(in, {48000, 2, std::vector<float>(2 * 48000 * 20)});
  for (const auto& [name, level] : kPresets) {
    heard(in, out, {"--listener", "preset:" + name});
    const Sound y = decode(out);
    ASSERT_EQ(y.channels, 2);
    const double left = level_db_spl(y.channel(0)), right = level_db_spl(y.channel(1));
    EXPECT_NEAR(left, level.left_db_spl, 2.0) << name;
    if (level.right_db_spl != kNone) {
      EXPECT_NEAR(right, level.right_db_spl, 2.0) << name;
    } else {
      EXPECT_LT(right, -20.0) << name;
    }
  }
}

TEST_F(ListenerRinging, TheSummaryNamesItForEveryPresetThatHasSome) {
  const std::string in = folder / "in.wav", out = folder / "out.wav";
  write_wav(in, noise_and_tones(48000, 2, 0.1));
  for (const std::string& name : names_of_listeners()) {
    const auto track = heard(in, out, {"--listener", "preset:" + name})["tracks"][0];
    EXPECT_EQ(track.contains("ringing"), kPresets.contains(name)) << name;
  }
}

TEST_F(ListenerRinging, HasTheBytesOfASceneOfOnePoint) {
  const std::string stereo = folder / "stereo.wav", mono = folder / "mono.wav";
  write_wav(stereo, noise_and_tones(48000, 2, 1.5));
  write_wav(mono, noise_and_tones(44100, 1, 1.5));
  for (const char* preset : {"off", "early-noise-damage", "implant-left", "activation-day"}) {
    const std::string listener = std::string("preset:") + preset;
    for (const Words& more : {Words{}, {"--tinnitus", "off"}, {"--ear", "left"}}) {
      expect_the_same(stereo, listener, more);
    }
    for (const Words& more : {Words{}, {"--tinnitus", "off"}}) {
      expect_the_same(mono, listener, more);
    }
  }
  const Words more[] = {{"--tinnitus", "soft"},
                        {"--ear", "right", "--tinnitus", "soft"},
                        {"--calibration", "loudness=60", "--seed", "7", "--sample-format", "s16"},
                        {"--start", "0.7", "--duration", "0.5"},
                        {"--match-loudness"},
                        {"--threads", "1", "--cache", "off"},
                        {"--smearing", "off", "--temporal", "20", "--output-gain", "6"}};
  for (const Words& words : more) expect_the_same(stereo, loud, words);
  for (const char* ear : {"left", "right", "both"}) expect_the_same(mono, loud, {"--ear", ear});
}

TEST_F(ListenerRinging, HasThemInEveryTrackOfAFilm) {
  const std::string in = make_film(folder, "in.mkv", {"flac", 0.1, 3.0});
  for (const Words& more : {Words{"--audio-track", "all"},
                            {"--keep-original", "--start", "1", "--duration", "1", "--picture"}}) {
    Words words = more;
    words.insert(words.end(), {"--listener", loud});
    heard(in, folder / "a.mkv", words);
    along_one_point(in, folder / "b.mkv", loud, more);
    for (const int track : {0, 1}) {
      const Sound a = decode(folder / "a.mkv", track), b = decode(folder / "b.mkv", track);
      EXPECT_GT(a.frames(), 40000u);
      EXPECT_EQ(error_db(a, b), -300.0) << track;
    }
  }
}

TEST_F(ListenerRinging, ATrackWithoutSoundKeepsNoOtherFromBeingHeard) {
  must_run({"ffmpeg", "-v",   "error", "-f",   "lavfi", "-i", "sine=d=1:r=48000",  "-f",
            "s16le",  "-ar",  "48000", "-ac",  "1",     "-i", "/dev/null",         "-map",
            "0",      "-map", "1",     "-c:a", "flac",  "-y", folder / "empty.mkv"});
  const auto summary = heard(folder / "empty.mkv", folder / "out.mkv",
                             {"--listener", "preset:off", "--audio-track", "all"});
  ASSERT_EQ(summary["tracks"].size(), 2u);
  EXPECT_GT(summary["tracks"][0]["frames"], 47000);
  EXPECT_EQ(summary["tracks"][1]["frames"], 0);
}

TEST_F(ListenerRinging, IsLeftOutWhereTheUserSaysSo) {
  const std::string in = folder / "in.wav", out = folder / "out.wav";
  write_wav(in, noise_and_tones(48000, 2, 1.0));
  const std::string plain =
      write("plain.toml", "format = \"otoscape.listener/1\"\n[both]\nair_db_hl = { 1000 = 40 }\n");
  const auto none = heard(in, folder / "plain.wav", {"--listener", plain});
  EXPECT_FALSE(none["tracks"][0].contains("ringing"));
  const auto off = heard(in, out, {"--listener", loud, "--tinnitus", "off"});
  EXPECT_EQ(off["tracks"][0]["ringing"]["mode"], "off");
  EXPECT_TRUE(bytes_of(out) == bytes_of(folder / "plain.wav"));
  heard(in, out, {"--listener", loud});
  EXPECT_FALSE(bytes_of(out) == bytes_of(folder / "plain.wav"));
}

TEST_F(ListenerRinging, IsAtMostAsLoudAsTheProgrammeAndTheSummarySaysBoth) {
  const std::string in = folder / "in.wav", out = folder / "out.wav";
  write_wav(in, noise_and_tones(48000, 2, 2.0, 0.005));
  const Ran ran = render(in, out, {"--listener", loud});
  EXPECT_TRUE(says(ran.out, "ringing          as the listener has it, held down by up to"))
      << ran.out;
  EXPECT_FALSE(says(ran.out, "return cap")) << ran.out;
  EXPECT_TRUE(says(ran.out, "of the listener \"loud\"")) << ran.out;
  const auto full = heard(in, out, {"--listener", loud});
  EXPECT_LT(full["tracks"][0]["ringing"]["inner_sound_limit_db"], -10.0);
  EXPECT_EQ(full["listener"], "loud");
  const auto soft = heard(in, out, {"--listener", loud, "--tinnitus", "soft"});
  EXPECT_EQ(soft["tracks"][0]["ringing"]["mode"], "soft");
  EXPECT_TRUE(says(soft["notes"].dump(), "\\\"whistle\\\" is held to 35 dB SPL")) << soft["notes"];
  EXPECT_TRUE(says(soft["notes"].dump(), "\\\"whistle\\\" is noise of a third octave"));
}

TEST_F(ListenerRinging, SpeaksOfTheEarsThatAreRendered) {
  const std::string mono = folder / "mono.wav", out = folder / "out.wav";
  write_wav(mono, noise_and_tones(48000, 1, 0.5));
  const auto both = heard(mono, out, {"--listener", "preset:early-noise-damage"});
  EXPECT_TRUE(says(both["notes"].dump(), "mono became stereo: each ear has ringing of its own"));
  const auto right = heard(mono, out, {"--listener", "preset:implant-left", "--ear", "right"});
  EXPECT_FALSE(right["tracks"][0].contains("ringing"));
  EXPECT_FALSE(right["tracks"][0].contains("implant"));
  EXPECT_EQ(right["tracks"][0]["speech_audibility"]["implanted"]["left"], false);
  // Of a layer in the other ear nothing is said.
  const Words soft = {"--listener", loud, "--tinnitus", "soft", "--ear", "left"};
  const std::string notes = heard(mono, out, soft)["notes"].dump();
  EXPECT_FALSE(says(notes, "whistle")) << notes;
  EXPECT_TRUE(says(notes, "\\\"hiss\\\" is held to 35 dB SPL")) << notes;
  // Ears that hear nothing are not said to have met with silence.
  const auto off = heard(mono, out, {"--listener", "preset:off"});
  EXPECT_EQ(off["tracks"][0]["speech_audibility"]["speech_seconds"], 0.0) << "noise and tones";
  EXPECT_FALSE(
      says(render(mono, folder / "again.wav", {"--listener", "preset:off"}).out, "plays louder"));
}

TEST_F(ListenerRinging, IsHeardFromAPipeToo) {
  const std::string in = folder / "in.wav", out = folder / "out.wav";
  write_wav(in, {48000, 2, std::vector<float>(2 * 72000)});
  const auto piped = [&](const std::string& more) {
    return run({"sh", "-c",
                "cat " + quoted(in) + " | " + quoted(OTOSCAPE_PROGRAM) + " render - -o " +
                    quoted(out) + " --json --overwrite --listener " + more});
  };
  const Ran off = piped("preset:off");
  ASSERT_EQ(off.status, 0) << off.err;
  EXPECT_NEAR(level_db_spl(decode(out).channel(0)), kPresets.at("off").left_db_spl, 3.0);
  EXPECT_TRUE(says(off.out, "held to the loudness so far")) << off.out;
  EXPECT_TRUE(says(off.out, "masking and inhibition are left out")) << off.out;
  const Ran clinic = piped("preset:early-noise-damage");
  EXPECT_FALSE(says(clinic.out, "masking")) << clinic.out;
  const Ran without = piped("preset:off --tinnitus off");
  EXPECT_FALSE(says(without.out, "loudness so far")) << without.out;
  EXPECT_LT(level_db_spl(decode(out).channel(0)), -100.0);
}

TEST_F(ListenerRinging, IsNamedAsLeftOutByTheModelThatHasNone) {
  const std::string in = folder / "in.wav";
  write_wav(in, noise_and_tones(44100, 2, 1.0));
  const auto msbg = heard(in, folder / "out.wav", {"--listener", loud, "--model", "msbg"});
  EXPECT_TRUE(says(msbg["notes"].dump(), "ringing")) << msbg["notes"];
  const Ran refused =
      render(in, folder / "x.wav", {"--listener", loud, "--model", "msbg", "--tinnitus", "soft"});
  EXPECT_EQ(refused.status, 2);
}

}  // namespace
}  // namespace otoscape::test
