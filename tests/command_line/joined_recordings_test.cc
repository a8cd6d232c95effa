// SPDX-License-Identifier: Apache-2.0
// Files in which one recording follows another: their clocks begin anew, and their sound may have
// other channels or another rate.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/support/probe.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

std::vector<double> packet_times(const std::string& path, const std::string& stream) {
  const auto read =
      nlohmann::json::parse(must_run({"ffprobe", "-v", "error", "-select_streams", stream,
                                      "-show_entries", "packet=pts_time", "-of", "json", path}));
  std::vector<double> times;
  for (const auto& packet : read["packets"]) times.push_back(seconds_of(packet["pts_time"]));
  std::ranges::sort(times);
  return times;
}

class JoinedRecordings : public testing::Test {
 protected:
  // A recording of 0.6 s with a click at 0.3 s, whose clock begins at `from` seconds.
  std::string recording(const std::string& name, double from_s = 0.0) {
    Sound sound{48000, 1, std::vector<float>(28800, 0.0f)};
    for (std::size_t n = 14400; n < 14448; ++n) sound.samples[n] = 0.5f;
    write_wav(folder / "click.wav", sound);
    must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=s=64x48:r=25:d=0.6",
              "-i", folder / "click.wav", "-c:v", "mpeg2video", "-c:a", "mp2", "-output_ts_offset",
              std::to_string(from_s), folder / name});
    return bytes_of(folder / name);
  }
  // A tone of 2 s, in one channel or the left one of two.
  std::string tone(const std::string& name, const Words& codec, int channels, int rate_hz = 48000) {
    Sound sound = sine(rate_hz, channels, 2.0, 440.0, 0.2);
    for (std::size_t n = 1; channels == 2 && n < sound.samples.size(); n += 2)
      sound.samples[n] = 0.0f;
    write_wav(folder / "tone.wav", sound);
    Words words = {"ffmpeg", "-v", "error", "-y", "-i", folder / "tone.wav"};
    words.insert(words.end(), codec.begin(), codec.end());
    words.push_back(folder / name);
    must_run(words);
    return bytes_of(folder / name);
  }
  Ran rendered(const std::string& in, const std::string& out, const Words& more = {}) {
    Words words = {"--overwrite"};
    words.insert(words.end(), more.begin(), more.end());
    return render(folder / in, folder / out, words);
  }
  // Picture and sound of both recordings, in step: 1.2 s, a frame every 40 ms, two clicks.
  void expect_both(const std::string& out) {
    const auto times = packet_times(folder / out, "v:0");
    ASSERT_EQ(times.size(), 30u);
    for (std::size_t i = 1; i < times.size(); ++i) {
      EXPECT_NEAR(times[i] - times[i - 1], 0.04, 0.0021) << i;
    }
    const Sound sound = decode(folder / out);
    EXPECT_NEAR(static_cast<double>(sound.frames()), 57600.0, 48.0);
    const auto loud = [&](std::size_t from, std::size_t to) {
      float peak = 0.0f;
      for (std::size_t n = from; n < to; ++n) peak = std::max(peak, std::abs(sound.samples[n]));
      return peak > 0.1f;
    };
    EXPECT_TRUE(loud(14000, 16000));
    EXPECT_FALSE(loud(17000, 42000));
    EXPECT_TRUE(loud(42800, 44800));
  }

  TemporaryFolder folder;
};

TEST_F(JoinedRecordings, PictureAndSoundStayTogether) {
  write_bytes(folder / "in.ts", recording("a.ts") + recording("a.ts"));
  const Ran ran = rendered("in.ts", "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "clock jumps back")) << ran.out;
  EXPECT_FALSE(says(ran.out, "overlapped")) << ran.out;
  expect_both("out.mkv");
}

TEST_F(JoinedRecordings, APauseIsLeftOutOfPictureAndSoundAlike) {
  write_bytes(folder / "in.ts", recording("a.ts") + recording("b.ts", 75.0));
  const Ran ran = rendered("in.ts", "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "clock jumps ahead by 7")) << ran.out;
  EXPECT_FALSE(says(ran.out, "filled with silence")) << ran.out;
  expect_both("out.mkv");
}

// MPEG's clock has 33 bits at 90 kHz.
TEST_F(JoinedRecordings, TheOverflowOfTheClockIsNoJump) {
  recording("in.ts", 8589934592.0 / 90000.0 - 1.7);
  const Ran ran = rendered("in.ts", "out.mkv");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_FALSE(says(ran.out, "clock jumps")) << ran.out;
  EXPECT_NEAR(static_cast<double>(decode(folder / "out.mkv").frames()), 28800.0, 1200.0);
}

// The sound of a measuring pass is that of the render: a gain to the same loudness is 0 dB.
TEST_F(JoinedRecordings, AreMeasuredAsTheyAreRendered) {
  write_bytes(folder / "in.ts", recording("a.ts") + recording("a.ts"));
  const Ran ran = rendered("in.ts", "out.mkv", {"--calibration", "rms=60", "--json"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto track = nlohmann::json::parse(ran.out)["tracks"][0];
  EXPECT_NEAR(track["level_in_db_spl"].get<double>(), 60.0, 0.01);
}

TEST_F(JoinedRecordings, LinksOfAChainFollowEachOtherHoweverShort) {
  const Sound part = noise_and_tones(44100, 1, 0.6);
  write_wav(folder / "a.wav", part);
  for (const char* codec : {"libvorbis", "libopus", "flac"}) {
    must_run(
        {"ffmpeg", "-v", "error", "-y", "-i", folder / "a.wav", "-c:a", codec, folder / "a.ogg"});
    const double rate = decode(folder / "a.ogg").rate_hz;
    const std::string link = bytes_of(folder / "a.ogg");
    write_bytes(folder / "in.ogg", link + link + link);
    const Ran ran = rendered("in.ogg", "out.wav");
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_FALSE(says(ran.out, "overlapped") || says(ran.out, "gaps")) << ran.out;
    EXPECT_TRUE(says(ran.out, "a chain of 3 recordings")) << ran.out;
    // A decoder of Vorbis gives less of a link that is not the first; FFmpeg's program is the
    // measure there. Of Opus it renders headers as sound.
    const bool opus = std::string_view(codec) == "libopus";
    const std::size_t links = opus ? 86400 : decode(folder / "in.ogg").frames();
    EXPECT_NEAR(static_cast<double>(links), 3.0 * 0.6 * rate, 0.01 * rate) << codec;
    EXPECT_EQ(decode(folder / "out.wav").frames(), links) << codec;
  }
}

TEST_F(JoinedRecordings, AnotherRateIsConvertedToTheFirst) {
  struct Kind {
    std::string name;
    Words codec;
  };
  for (const Kind& kind : {Kind{"a.aac", {"-c:a", "aac"}}, Kind{"a.ogg", {"-c:a", "libvorbis"}},
                           Kind{"a.ogg", {"-c:a", "flac"}}}) {
    const std::string name = "in" + kind.name.substr(1);
    const std::string first = tone(kind.name, kind.codec, 2, 44100);
    const double first_s = static_cast<double>(decode(folder / kind.name).frames()) / 44100.0;
    const std::string second = tone(kind.name, kind.codec, 2, 48000);
    const double second_s = static_cast<double>(decode(folder / kind.name).frames()) / 48000.0;
    write_bytes(folder / name, first + second);
    const Ran ran = rendered(name, "out.wav");
    ASSERT_EQ(ran.status, 0) << ran.err;
    EXPECT_TRUE(says(ran.out, "changes from 44100 to 48000 Hz")) << ran.out;
    EXPECT_FALSE(says(ran.out, "gaps") || says(ran.out, "overlapped")) << ran.out;
    const Sound out = decode(folder / "out.wav");
    EXPECT_EQ(out.rate_hz, 44100);
    EXPECT_NEAR(static_cast<double>(out.frames()) / 44100.0, first_s + second_s, 0.005);
    // No hole: every 20 ms sound, but where the encoders begin and end.
    const std::vector<float> left = out.channel(0);
    for (std::size_t at = 44100 / 4; at + 44100 / 4 < left.size(); at += 882) {
      const double from_join = std::abs(static_cast<double>(at) / 44100.0 - first_s);
      if (from_join < 0.06) continue;
      double energy = 0.0;
      for (std::size_t n = at; n < at + 882; ++n)
        energy += static_cast<double>(left[n]) * static_cast<double>(left[n]);
      EXPECT_GT(energy / 882.0, 0.01) << kind.name << " at frame " << at;
    }
  }
}

struct Change {
  std::string name;
  Words codec;
};
class ChangingChannels : public JoinedRecordings, public testing::WithParamInterface<Change> {};

TEST_P(ChangingChannels, FromMonoToStereoGiveTwoFromTheirTimeOn) {
  const auto& [name, codec] = GetParam();
  write_bytes(folder / ("in_" + name), tone(name, codec, 1) + tone(name, codec, 2));
  const Ran ran = rendered("in_" + name, "out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "changes from 1 to 2 channels at 2.0")) << ran.out;
  const Sound out = decode(folder / "out.wav");
  ASSERT_EQ(out.channels, 2);
  EXPECT_NEAR(static_cast<double>(out.frames()), 4.0 * 48000.0, 0.08 * 48000.0);
  const auto level = [&](int channel, std::size_t from) {
    const Sound one{48000, 1, out.channel(channel)};
    return rms(test::part(one, from, 48000));
  };
  const double tone_rms = 0.2 / std::sqrt(2.0);
  EXPECT_NEAR(level(0, 24000), tone_rms, 0.01);
  EXPECT_NEAR(level(1, 24000), tone_rms, 0.01);
  EXPECT_NEAR(level(0, 120000), tone_rms, 0.01);
  EXPECT_LT(level(1, 120000), 1e-3);
}

// Standard input cannot be looked through beforehand.
TEST_P(ChangingChannels, FromStandardInputAreSaid) {
  const auto& [name, codec] = GetParam();
  write_bytes(folder / ("in_" + name), tone(name, codec, 1) + tone(name, codec, 2));
  const std::string program = OTOSCAPE_PROGRAM;
  const Ran ran = run({"sh", "-c",
                       quoted(program) + " render - -o " + quoted(folder / "out.wav") +
                           " --listener preset:normal < " + quoted(folder / ("in_" + name))});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "changes from 1 to 2 channels at 2.0")) << ran.out;
  EXPECT_TRUE(says(ran.out, "heard as one")) << ran.out;
  EXPECT_EQ(decode(folder / "out.wav").channels, 1);
}

TEST_P(ChangingChannels, MonoStaysMono) {
  const auto& [name, codec] = GetParam();
  tone(name, codec, 1);
  ASSERT_EQ(rendered(name, "out.wav").status, 0);
  EXPECT_EQ(decode(folder / "out.wav").channels, 1);
}

const Change kChanges[] = {{"a.ts", {"-c:a", "aac"}},
                           {"a.aac", {"-c:a", "aac"}},
                           {"a.mp3", {"-c:a", "libmp3lame", "-write_xing", "0"}},
                           {"a.ac3", {"-c:a", "ac3"}},
                           {"a.eac3", {"-c:a", "eac3"}},
                           {"vorbis.ogg", {"-c:a", "libvorbis"}},
                           {"opus.ogg", {"-c:a", "libopus"}},
                           {"flac.ogg", {"-c:a", "flac"}}};
INSTANTIATE_TEST_SUITE_P(Kinds, ChangingChannels, testing::ValuesIn(kChanges),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           std::ranges::replace(name, '.', '_');
                           return name;
                         });

}  // namespace
}  // namespace otoscape::test
