// SPDX-License-Identifier: Apache-2.0
// From sound to pulses at a terminal.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <stdexcept>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

// Rows of numbers below the header.
std::vector<std::vector<double>> rows_of(const std::string& csv) {
  std::vector<std::vector<double>> rows;
  const auto header = csv.find('\n');
  if (header == std::string::npos) return rows;
  const char* at = csv.c_str() + header;
  for (char* end = nullptr;; at = end) {
    if (*at != ',') rows.emplace_back();
    const double number = std::strtod(at + 1, &end);
    if (end == at + 1) break;
    rows.back().push_back(number);
  }
  EXPECT_EQ(at[1], '\0') << "no number: " << at;
  rows.pop_back();
  return rows;
}

void write_tone(const std::string& path, int rate_hz, double seconds = 0.5) {
  write_wav(path, sine(rate_hz, 1, seconds, 1000.0, 0.05));
}

// The sentence and its pulses as the public Nucleus toolbox has them; where they are from stands
// beside them.
constexpr const char* kGolden = OTOSCAPE_SOURCE_DIR "/otoscape/implant/testdata/";
constexpr const char* kGoldenMap = R"(format = "otoscape.map/1"
strategy = "cis"
[stimulation]
analysis_rate_hz = 1000
rate_pps = 500
[loudness]
below_base = "t"
[electrodes]
numbers  = [22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 1]
t_levels = [110, 112, 114, 116, 118, 120, 121, 123, 125, 127, 129, 131]
c_levels = [168, 171, 174, 177, 180, 183, 185, 188, 191, 194, 197, 200]
)";

TEST(Electrodogram, EveryPulseEqualsThePublicToolboxs) {
  const TemporaryFolder folder;
  const std::string raw = bytes_of(std::string(kGolden) + "sentence.s16");
  Sound sentence{16000, 1, {}};
  for (std::size_t at = 0; at + 1 < raw.size(); at += 2) {
    std::int16_t sample = 0;
    std::memcpy(&sample, raw.data() + at, sizeof sample);
    sentence.samples.push_back(static_cast<float>(sample) / 32768.0f);
  }
  write_wav(folder / "sentence.wav", sentence);
  write_bytes(folder / "map.toml", kGoldenMap);
  const Ran ran =
      otoscape({"electrodogram", folder / "sentence.wav", "-o", folder / "out.csv", "--map",
                folder / "map.toml", "--calibration", "rms=65", "--pulse-times", "toolbox"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const std::string theirs = bytes_of(std::string(kGolden) + "sentence_pulses.u8");
  const auto ours = rows_of(bytes_of(folder / "out.csv"));
  ASSERT_EQ(ours.size(), theirs.size() / 3);
  int wrong = 0;
  for (std::size_t i = 0; i < ours.size(); ++i) {
    wrong += ours[i][0] != static_cast<unsigned char>(theirs[3 * i]);
    wrong += ours[i][2] != static_cast<unsigned char>(theirs[3 * i + 2]);
    wrong += ours[i][5] != 166.6;
  }
  EXPECT_EQ(wrong, 0);
}

TEST(Electrodogram, EveryFormatTellsOfTheSamePulses) {
  const TemporaryFolder folder;
  write_tone(folder / "tone.wav", 16000);
  const auto write = [&](const std::string& out, const Words& more) {
    Words words = {"electrodogram", folder / "tone.wav", "-o", folder / out, "--map", "ace-22"};
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = otoscape(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(says(ran.out, "ace-22: 0.500 s at 16000 Hz, fs=91.0")) << ran.out;
    return bytes_of(folder / out);
  };
  const std::string sequence = write("a.csv", {});
  EXPECT_TRUE(sequence.starts_with(
      "electrodes,modes,current_levels,phase_widths_us,phase_gaps_us,periods_us\n"));
  EXPECT_EQ(write("b.csv", {"--format", "sequence"}), sequence);
  const auto rows = rows_of(sequence), with_times = rows_of(write("c.csv", {"--format", "long"}));
  // 445 cycles of 18 samples each, 8 pulses a cycle.
  ASSERT_EQ(rows.size(), 445u * 8u);
  ASSERT_EQ(with_times.size(), rows.size());
  double time_us = 0.0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    EXPECT_NEAR(with_times[i][0], time_us, 1e-3);
    EXPECT_EQ(with_times[i][1], rows[i][0]);
    EXPECT_EQ(with_times[i][4], rows[i][2]);
    time_us += rows[i][5];
  }
  const std::string npy = write("d.npy", {});
  EXPECT_TRUE(says(npy, "'shape': (3560, 6)")) << npy.substr(0, 128);
  EXPECT_TRUE(write("e.svg", {}).ends_with("</svg>\n"));
  const Ran piped = otoscape({"electrodogram", folder / "tone.wav", "-o", "-", "--map", "ace-22"});
  EXPECT_EQ(piped.out, sequence) << "and no word among the pulses";
  EXPECT_TRUE(says(piped.err, "pulses"));
}

// 1 kHz is the middle of the band of E16 (937.5 to 1062.5 Hz).
TEST(Electrodogram, AToneWinsOnItsOwnElectrodeAtEveryRateAndOnItsEarAlone) {
  const TemporaryFolder folder;
  for (int rate_hz : {15625, 16000, 44100, 48000, 96000}) {
    Sound sound = sine(rate_hz, 2, 0.3, 1000.0, 0.001);
    for (std::size_t n = 0; n < sound.samples.size(); n += 2) sound.samples[n] = 0.0f;  // left
    write_wav(folder / "tone.wav", sound);
    const auto most_of = [&](const char* ear) {
      const Ran ran = otoscape({"electrodogram", folder / "tone.wav", "-o", "-", "--map", "ace-22",
                                "--ear", ear, "--calibration", "fs=100"});
      std::vector<double> sum(23, 0.0);
      for (const auto& row : rows_of(ran.out)) sum[static_cast<std::size_t>(row[0])] += row[2];
      return sum;
    };
    const auto right = most_of("right"), left = most_of("left");
    EXPECT_EQ(std::max_element(right.begin(), right.end()) - right.begin(), 16) << rate_hz;
    EXPECT_EQ(*std::max_element(left.begin(), left.end()), 0.0) << "silence fires nothing";
  }
}

// Mean time of the pulses from 5 ms before to 60 ms after `click_s`, weighted by current, re the
// click, ms. A row of `pulses` is time_us, electrode, channel, magnitude, level, current_ua.
double answer_ms(const std::vector<std::vector<double>>& pulses, double click_s) {
  double sum = 0.0, weight = 0.0;
  for (const auto& row : pulses) {
    const double ms = row[0] / 1000.0 - click_s * 1000.0;
    if (ms < -5.0 || ms > 60.0) continue;
    sum += ms * row[5];
    weight += row[5];
  }
  return weight > 0.0 ? sum / weight : -1e9;
}

// Cycles are about a millisecond apart, so that the same click can fall that much otherwise.
TEST(Electrodogram, AfterAMinutePulsesAreStillInTimeWithTheSound) {
  const TemporaryFolder folder;
  Sound sound{16000, 1, std::vector<float>(16000 * 60, 0.0f)};
  for (const double click_s : {0.5, 59.5}) {
    for (int n = 0; n < 80; ++n) {
      sound.samples[static_cast<std::size_t>(click_s * 16000.0) + static_cast<std::size_t>(n)] =
          n % 2 == 0 ? 0.3f : -0.3f;
    }
  }
  write_wav(folder / "clicks.wav", sound);
  const auto drift_ms = [&](const std::string& map, const Words& more) {
    Words words = {"electrodogram", folder / "clicks.wav", "-o", folder / "out.csv", "--map", map};
    for (const char* word :
         {"--format", "long", "--overwrite", "--quiet", "--calibration", "fs=90"})
      words.emplace_back(word);
    words.insert(words.end(), more.begin(), more.end());
    const Ran ran = otoscape(words);
    EXPECT_EQ(ran.status, 0) << ran.err;
    const auto pulses = rows_of(bytes_of(folder / "out.csv"));
    return answer_ms(pulses, 59.5) - answer_ms(pulses, 0.5);
  };
  for (const char* map : {"ace-22", "cis-12", "mp3000", "fs4-12", "hires-120"}) {
    EXPECT_LE(std::abs(drift_ms(map, {})), 1.2) << map;
  }
  EXPECT_GT(std::abs(drift_ms("ace-22", {"--pulse-times", "toolbox"})), 5.0)
      << "the toolbox rounds one period for all";
}

// Sound within 6 % of the device's rate is taken as it is, and so are its seconds.
TEST(Electrodogram, TheRateOfCyclesIsTheSoundsOwn) {
  const TemporaryFolder folder;
  for (const auto& [rate_hz, cycles] : {std::pair{16000, "888.9"}, std::pair{15625, "868.1"}}) {
    write_tone(folder / "tone.wav", rate_hz);
    const Ran ran = otoscape({"electrodogram", folder / "tone.wav", "-o", folder / "out.csv",
                              "--map", "ace-22", "--format", "long", "--overwrite"});
    EXPECT_TRUE(says(ran.out, cycles + std::string(" cycles a second (the map says 900)")));
    const auto rows = rows_of(bytes_of(folder / "out.csv"));
    EXPECT_NEAR(rows.at(3200)[0], 400 * 18.0 / rate_hz * 1e6, 0.2);  // cycle 400
  }
}

TEST(Electrodogram, ARegionHasItsLength) {
  const TemporaryFolder folder;
  write_tone(folder / "tone.wav", 48000, 2.0);
  const Ran ran = otoscape({"electrodogram", folder / "tone.wav", "-o", folder / "out.csv", "--map",
                            "ace-22", "--start", "0:01", "--duration", "0.25"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "0.250 s at 16000 Hz (resampled from 48000 Hz)")) << ran.out;
  const Ran beyond = otoscape({"electrodogram", folder / "tone.wav", "-o", folder / "b.csv",
                               "--map", "ace-22", "--start", "3"});
  EXPECT_EQ(beyond.status, 1);
  EXPECT_TRUE(says(beyond.err, "no sound in this region")) << beyond.err;
}

TEST(Electrodogram, RefusesInOneLineAndLeavesNothingBehind) {
  const TemporaryFolder folder;
  write_tone(folder / "tone.wav", 16000);
  write_bytes(folder / "map.toml",
              "format = \"otoscape.map/1\"\n[electrodes]\nt_levels = 100\nc_levels = 99\n");
  struct Case {
    Words more;
    int status;
    const char* says;
  };
  const Case cases[] = {
      {{"-o", folder / "x.csv", "--map", "ace-23"}, 2, "did you mean \"ace-22\"?"},
      {{"-o", folder / "x.csv", "--map", folder / "map.toml"}, 1, "map.toml:2: electrode 22 has C"},
      {{"-o", folder / "x.wav", "--map", "ace-22"}, 2, ".csv, .npy or .svg"},
      {{"-o", folder / "x.svg", "--map", "ace-22", "--format", "long"}, 2, "belongs to .csv"},
      {{"-o", folder / "none/x.csv", "--map", "ace-22"}, 1, "there is no folder"},
      {{"-o", folder / "x.csv"}, 2, "--map"},
      {{"-o", folder / "x.csv", "--map", "ace-22", "--start", "x"}, 2, "--start x: say seconds"},
      {{"-o", folder / "x.csv", "--map", "ace-22", "--calibration", "loud"}, 2, "loud"},
      {{"-o", folder / "tone.wav", "--map", "ace-22", "--overwrite"}, 2, ".csv, .npy or .svg"},
  };
  for (const Case& one : cases) {
    Words words = {"electrodogram", folder / "tone.wav"};
    words.insert(words.end(), one.more.begin(), one.more.end());
    const Ran ran = otoscape(words);
    EXPECT_EQ(ran.status, one.status) << ran.err;
    EXPECT_TRUE(says(ran.err, one.says)) << ran.err;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
  }
  EXPECT_EQ(folder.names(), (std::vector<std::string>{"map.toml", "tone.wav"}));
}

TEST(Electrodogram, ReplacesAFileOnlyWhenAsked) {
  const TemporaryFolder folder;
  write_tone(folder / "tone.wav", 16000);
  write_bytes(folder / "out.csv", "mine");
  const Words words = {
      "electrodogram", folder / "tone.wav", "-o", folder / "out.csv", "--map", "ace-22", "--quiet"};
  const Ran refused = otoscape(words);
  EXPECT_EQ(refused.status, 1);
  EXPECT_TRUE(says(refused.err, "--overwrite"));
  EXPECT_EQ(bytes_of(folder / "out.csv"), "mine");
  Words asked = words;
  asked.push_back("--overwrite");
  const Ran replaced = otoscape(asked);
  EXPECT_EQ(replaced.status, 0);
  EXPECT_EQ(replaced.out + replaced.err, "");
  EXPECT_NE(bytes_of(folder / "out.csv"), "mine");
}

TEST(Electrodogram, EveryMapPresetSendsPulses) {
  const TemporaryFolder folder;
  write_tone(folder / "tone.wav", 48000);
  const std::string list = otoscape({"presets"}).out;
  const auto maps = list.find("Implant maps"), scenes = list.find("Scenes,");
  ASSERT_TRUE(maps != std::string::npos && scenes != std::string::npos);
  std::istringstream lines(list.substr(maps, scenes - maps));
  std::string line, name;
  std::getline(lines, line);
  int tried = 0;
  while (std::getline(lines, line) && std::istringstream(line) >> name) {
    const Ran ran = otoscape({"electrodogram", folder / "tone.wav", "-o", folder / (name + ".svg"),
                              "--map", "preset:" + name});
    EXPECT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(says(ran.out, "electrodes fired, ")) << name << ran.out;
    // What is shown can be used again.
    write_bytes(folder / (name + ".toml"), otoscape({"presets", "show", "map:" + name}).out);
    const Ran again = otoscape({"electrodogram", folder / "tone.wav", "-o",
                                folder / (name + "2.svg"), "--map", folder / (name + ".toml")});
    EXPECT_EQ(again.status, 0) << again.err;
    EXPECT_EQ(bytes_of(folder / (name + ".svg")), bytes_of(folder / (name + "2.svg"))) << name;
    ++tried;
  }
  EXPECT_GE(tried, 12);
}

TEST(ImplantPresets, AreShownAsFilesThatLoadAgain) {
  const TemporaryFolder folder;
  const Ran shown = otoscape({"presets", "show", "activation-day"});
  EXPECT_EQ(shown.status, 0);
  EXPECT_EQ(shown.out, bytes_of(OTOSCAPE_SOURCE_DIR "/presets/listeners/activation-day.toml"));
  write_bytes(folder / "mine.toml", shown.out);
  const Ran mine = otoscape({"audiogram", folder / "mine.toml"});
  EXPECT_EQ(mine.status, 0) << mine.err;
  EXPECT_EQ(mine.out, otoscape({"audiogram", "preset:activation-day"}).out);
  EXPECT_TRUE(says(mine.out, "one possible percept"));
  EXPECT_EQ(otoscape({"presets", "show", "map:ace-23"}).status, 2);
  EXPECT_EQ(otoscape({"presets", "show", "ace-22"}).out,
            bytes_of(OTOSCAPE_SOURCE_DIR "/presets/maps/ace-22.toml"));
}

}  // namespace
}  // namespace otoscape::test
