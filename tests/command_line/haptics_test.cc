// SPDX-License-Identifier: Apache-2.0
// Vibration from outside: a render brings a file of what the body feels, in time with its sound.

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/shell.h"
#include "tests/support/sound.h"
#include "tests/support/spectrum.h"

namespace otoscape::test {
namespace {

// Typical hearing, then none, with a heart; the room from 9 s on.
constexpr const char* kScene = R"(format = "otoscape.scene/1"
title = "a pop"
[listeners]
before = "preset:normal"
[listeners.after.both]
air_db_hl = { 250 = "no response", 8000 = "no response" }
[[listeners.after.both.tinnitus]]
name = "whistle"
pitch_hz = 6000
level_lu = -28
[[at]]
time = 0
listener = "before"
[[at]]
time = 4
listener = "after"
event = "pop"
body = { heart_db = 0 }
[[at]]
time = 9
perspective = 0.0
)";

class Haptics : public testing::Test {
 protected:
  void SetUp() override {
    write_wav(folder / "in.wav", drums());
    write_bytes(folder / "s.toml", kScene);
  }
  // Talk-like noise, and from 6 s on two strokes a second: a low body and a noisy one.
  static Sound drums() {
    Sound sound = noise_and_tones(48000, 2, 11.0, 0.1);
    const std::size_t rate = 48000;
    for (std::size_t n = 6 * rate; n < sound.frames(); ++n) {
      const double t = static_cast<double>(n % (rate / 2)) / 48000.0;
      const double stroke = 0.7 * std::exp(-t / 0.08) * std::sin(2.0 * M_PI * 60.0 * t) *
                            (1.0 - std::exp(-t / 0.003));
      for (std::size_t c = 0; c < 2; ++c) sound.samples[2 * n + c] += static_cast<float>(stroke);
    }
    return sound;
  }
  Ran felt(const std::string& file, Words more = {}) {
    Words words = {"render",          folder / "in.wav", "-o",        folder / "out.wav", "--scene",
                   folder / "s.toml", "--overwrite",     "--haptics", folder / file};
    words.insert(words.end(), more.begin(), more.end());
    return otoscape(words);
  }
  Sound felt_sound(const std::string& file, const Words& more = {}) {
    const Ran ran = felt(file, more);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return decode(folder / file);
  }
  std::string refused(const Ran& ran) {
    EXPECT_EQ(ran.status, 2) << ran.out;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    return ran.err;
  }
  TemporaryFolder folder;
};

Sound between(const Sound& sound, double from_s, double to_s) {
  const auto frame = [&](double s) { return static_cast<std::size_t>(s * sound.rate_hz); };
  return part(sound, frame(from_s), frame(to_s) - frame(from_s));
}
double level_db(const Sound& sound) { return 20.0 * std::log10(rms(sound) + 1e-12); }
double peak(const Sound& sound) {
  double most = 0.0;
  for (const float x : sound.samples) most = std::max(most, std::abs(static_cast<double>(x)));
  return most;
}

TEST_F(Haptics, IsAsLongAsTheRenderBandLimitedAndBounded) {
  const Sound x = felt_sound("felt.wav", {"--json"});
  const Sound out = decode(folder / "out.wav");
  EXPECT_EQ(x.frames(), out.frames());
  EXPECT_EQ(x.rate_hz, out.rate_hz);
  EXPECT_EQ(x.channels, 1);
  EXPECT_LT(outside_db(x.samples, 48000.0, 20.0, 500.0), -40.0);
  EXPECT_LE(peak(x), 0.8913);
  EXPECT_GT(peak(x), 0.2);
}

// But for the rounding of sums.
TEST_F(Haptics, LeavesTheSoundAsItIs) {
  const std::string in = folder / "in.wav";
  for (const Words& heard :
       {Words{"--scene", folder / "s.toml"}, Words{"--listener", "preset:N3"}}) {
    Words with = {"render", in, "-o", folder / "out.wav", "--overwrite"}, plain = with;
    plain[3] = folder / "plain.wav";
    with.insert(with.end(), {"--haptics", folder / "felt.wav"});
    for (Words* words : {&with, &plain}) {
      words->insert(words->end(), heard.begin(), heard.end());
      const Ran ran = otoscape(*words);
      ASSERT_EQ(ran.status, 0) << ran.err;
    }
    EXPECT_LT(error_db(decode(folder / "plain.wav"), decode(folder / "out.wav")), -120.0);
  }
}

TEST_F(Haptics, PopAndHeartAreInTimeWithTheSound) {
  const Sound x = felt_sound("felt.wav", {"--stems", folder / "stems", "--haptics-ringing", "off"});
  const Sound events = decode(folder / "stems/events.wav"),
              heart = decode(folder / "stems/body heart.wav");
  const auto lag = [&](const Sound& a, double from_s, double to_s) {
    return std::abs(lag_frames(between(a, from_s, to_s), between(x, from_s, to_s), 2400));
  };
  EXPECT_LE(lag(events, 3.9, 4.3), 480);  // 10 ms
  EXPECT_LE(lag(heart, 4.6, 6.0), 480);
}

TEST_F(Haptics, IsRicherWithoutHearingThanInTheRoom) {
  const Sound x = felt_sound("felt.wav", {"--haptics-ringing", "off"});
  EXPECT_GT(level_db(between(x, 6.5, 8.5)), level_db(between(x, 9.5, 10.8)) + 9.0);
}

TEST_F(Haptics, ARegionIsAsWithinTheWhole) {
  const Sound whole = felt_sound("whole.wav");
  const Sound region = felt_sound("region.wav", {"--start", "5", "--duration", "2.5"});
  ASSERT_EQ(region.frames(), 120000u);
  EXPECT_LT(error_db(between(whole, 5.0, 7.5), region), -90.0);
}

TEST_F(Haptics, RingingCanBeOff) {
  const Sound on = felt_sound("on.wav"), off = felt_sound("off.wav", {"--haptics-ringing", "off"});
  Sound texture = on;
  for (std::size_t n = 0; n < on.samples.size(); ++n) texture.samples[n] -= off.samples[n];
  EXPECT_LT(level_db(between(texture, 1.0, 3.5)), -100.0);  // before the ears ring
  EXPECT_GT(level_db(between(texture, 6.0, 8.5)), -50.0);
  EXPECT_LT(level_db(between(texture, 6.0, 8.5)), -25.0);
}

TEST_F(Haptics, ProfilesHaveTheirBands) {
  for (const auto& [profile, low_hz, high_hz] :
       {std::tuple{"wrist", 10.0, 250.0}, {"seat", 15.0, 60.0}, {"phone", 150.0, 250.0}}) {
    const Sound x = felt_sound("felt.wav", {"--haptics-profile", profile});
    EXPECT_LT(outside_db(x.samples, 48000.0, low_hz, high_hz), -40.0) << profile;
    EXPECT_LE(peak(x), 0.8913);
    EXPECT_GT(peak(x), 0.05) << profile;
  }
}

TEST_F(Haptics, TwoBandsAreTwoChannels) {
  const Sound x = felt_sound("felt.wav", {"--haptics-bands", "2"});
  ASSERT_EQ(x.channels, 2);
  EXPECT_LT(outside_db(x.channel(0), 48000.0, 20.0, 115.0), -40.0);
  EXPECT_LT(outside_db(x.channel(1), 48000.0, 85.0, 500.0), -40.0);
}

TEST_F(Haptics, SilenceIsNotFelt) {
  Sound silence = noise_and_tones(48000, 2, 3.0);
  for (float& v : silence.samples) v = 0.0f;
  write_wav(folder / "in.wav", silence);
  const Ran ran = otoscape({"render", folder / "in.wav", "-o", folder / "out.wav", "--listener",
                            "preset:N7", "--haptics", folder / "felt.wav"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "nothing is felt")) << ran.out;
  const Sound x = decode(folder / "felt.wav");
  EXPECT_EQ(x.frames(), 144000u);
  EXPECT_EQ(peak(x), 0.0);
}

TEST_F(Haptics, AListenerWithLossFeelsMoreOfTheBass) {
  double levels[2];
  for (const bool loss : {false, true}) {
    const Ran ran = otoscape({"render", folder / "in.wav", "-o", folder / "out.wav", "--overwrite",
                              "--listener", loss ? "preset:N7" : "preset:normal", "--haptics",
                              folder / "felt.wav"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    levels[loss ? 1 : 0] = level_db(decode(folder / "felt.wav"));
  }
  EXPECT_GT(levels[1], levels[0] + 4.0);
}

// No ear has the LFE; a body has.
TEST_F(Haptics, TheLowFrequencyChannelIsFelt) {
  double levels[2];
  for (const bool lfe : {false, true}) {
    const std::string amplitude = lfe ? "0.3" : "0";
    must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
              "aevalsrc=0.05*sin(4000*t)|0.05*sin(5000*t)|0|" + amplitude +
                  "*sin(2*PI*45*t)|0|0:c=5.1:s=48000:d=3",
              folder / "wide.wav"});
    const Ran ran =
        otoscape({"render", folder / "wide.wav", "-o", folder / "out.wav", "--overwrite",
                  "--listener", "preset:N7", "--haptics", folder / "felt.wav"});
    ASSERT_EQ(ran.status, 0) << ran.err;
    levels[lfe ? 1 : 0] = level_db(decode(folder / "felt.wav"));
  }
  EXPECT_GT(levels[1], -30.0);
  EXPECT_LT(levels[0], levels[1] - 30.0);
}

TEST_F(Haptics, PatternsAreJson) {
  for (const char* file : {"felt.ahap", "felt.hjif", "felt.json"}) {
    ASSERT_EQ(felt(file).status, 0);
    const auto json = nlohmann::json::parse(bytes_of(folder / file));
    EXPECT_TRUE(json.is_object()) << file;
  }
  const auto ahap = nlohmann::json::parse(bytes_of(folder / "felt.ahap"));
  bool pop = false;
  for (const auto& entry : ahap.at("Pattern")) {
    if (!entry.contains("Event")) continue;
    const double time = entry["Event"].at("Time");
    pop =
        pop || (entry["Event"].at("EventType") == "HapticTransient" && time >= 3.98 && time < 4.1);
  }
  EXPECT_TRUE(pop);
  const auto vibrate = nlohmann::json::parse(bytes_of(folder / "felt.json"));
  EXPECT_EQ(vibrate.at("length_ms"), 11'000);
  EXPECT_FALSE(vibrate.at("clips").empty());
}

TEST_F(Haptics, TheSummarySaysSo) {
  const Ran ran = felt("felt.wav", {"--json"});
  const auto json = nlohmann::json::parse(ran.out);
  EXPECT_EQ(json.at("haptics").at("profile"), "chest");
  EXPECT_NEAR(json["haptics"].at("seconds"), 11.0, 0.01);
  EXPECT_LE(json["haptics"].at("peak_dbfs").get<double>(), -1.0);
  EXPECT_TRUE(says(felt("felt.wav").out, "vibration"));
}

TEST_F(Haptics, WhatCannotBeIsSaidInALine) {
  EXPECT_TRUE(says(refused(felt("felt.mp3")), ".ahap"));
  EXPECT_TRUE(says(refused(felt("felt")), ".wav"));
  EXPECT_TRUE(says(refused(felt("out.wav")), "OUT"));
  EXPECT_TRUE(says(refused(felt("in.wav")), "IN"));
  EXPECT_TRUE(says(refused(felt("felt.wav", {"--haptics-profile", "sofa"})), "sofa"));
  EXPECT_TRUE(says(refused(felt("felt.ahap", {"--haptics-bands", "2"})), ".wav"));
  EXPECT_TRUE(says(
      refused(felt("felt.wav", {"--haptics-bands", "2", "--haptics-profile", "phone"})), "phone"));
  EXPECT_TRUE(says(refused(otoscape({"render", folder / "in.wav", "-o", folder / "out.wav",
                                     "--listener", "preset:N3", "--haptics-profile", "seat"})),
                   "--haptics FILE"));
  EXPECT_TRUE(
      says(refused(otoscape({"render", folder / "in.wav", "-o", folder / "out.wav", "--listener",
                             "preset:N3", "--model", "msbg", "--haptics", folder / "felt.wav"})),
           "--model live"));
  EXPECT_FALSE(std::filesystem::exists(folder / "felt.wav"));
}

}  // namespace
}  // namespace otoscape::test
