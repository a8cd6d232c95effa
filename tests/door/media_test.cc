// SPDX-License-Identifier: Apache-2.0
#include "otoscape/media.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "otoscape/files.h"
#include "otoscape/otoscape.h"
#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape {
namespace {

using test::TemporaryFolder;

hearing::HearingProfile n3() { return files::load_listener("preset:N3")->value; }

TEST(MediaDoor, AFileIsRenderedAsTheProgramRendersIt) {
  const TemporaryFolder folder;
  test::write_wav(folder / "in.wav", test::noise_and_tones(48000, 2, 3.0));
  media::FileRender render;
  render.in = folder / "in.wav";
  render.out = folder / "door.wav";
  render.heard = n3();
  std::vector<double> parts;
  render.progress = [&](const char*, double part) { parts.push_back(part); };
  const auto report = media::render_file(render);
  ASSERT_TRUE(report) << report.error().sentence;
  ASSERT_EQ(report->tracks.size(), 1u);
  EXPECT_EQ(report->tracks[0].frames, 3 * 48000);
  EXPECT_FALSE(parts.empty());
  EXPECT_FALSE(report->text.empty());
  ASSERT_EQ(
      test::render(folder / "in.wav", folder / "program.wav", {"--listener", "preset:N3"}).status,
      0);
  EXPECT_EQ(test::bytes_of(folder / "door.wav"), test::bytes_of(folder / "program.wav"));
}

TEST(MediaDoor, VibrationIsThatOfTheProgram) {
  const TemporaryFolder folder;
  test::write_wav(folder / "in.wav", test::sine(48000, 2, 3.0, 55.0, 0.5));
  media::FileRender render;
  render.in = folder / "in.wav";
  render.out = folder / "door.wav";
  render.heard = n3();
  render.vibration = media::Vibration{folder / "door-felt.wav", haptics::Device::wrist, 2, false};
  ASSERT_TRUE(media::render_file(render));
  ASSERT_EQ(test::render(
                folder / "in.wav", folder / "program.wav",
                {"--listener", "preset:N3", "--haptics", folder / "felt.wav", "--haptics-profile",
                 "wrist", "--haptics-bands", "2", "--haptics-ringing", "off"})
                .status,
            0);
  EXPECT_EQ(test::bytes_of(folder / "door-felt.wav"), test::bytes_of(folder / "felt.wav"));
}

TEST(MediaDoor, AListenersRingingIsHeardAsTheProgramHasIt) {
  const TemporaryFolder folder;
  const std::string in = folder / "in.wav", listener = "preset:off";
  test::write_wav(in, test::noise_and_tones(48000, 2, 1.0));
  media::FileRender render;
  render.in = in;
  render.heard = files::load_listener(listener)->value;
  std::vector<std::string> heard;
  for (const auto& [mode, word] : {std::pair{render::TinnitusMode::full, "full"},
                                   {render::TinnitusMode::soft, "soft"},
                                   {render::TinnitusMode::off, "off"}}) {
    render.out = folder / (std::string(word) + ".wav");
    render.tinnitus = mode;
    ASSERT_TRUE(media::render_file(render));
    heard.push_back(test::bytes_of(render.out));
    const std::string out = folder / (std::string("program-") + word + ".wav");
    ASSERT_EQ(test::render(in, out, {"--listener", listener, "--tinnitus", word}).status, 0);
    EXPECT_TRUE(heard.back() == test::bytes_of(out)) << word;
  }
  EXPECT_FALSE(heard[0] == heard[1] || heard[1] == heard[2]);
  // What the caller says of inside sound holds instead: no ringing, but breath.
  render.out = folder / "breath.wav";
  render.params.inside.body.breath = Decibels(0.0);
  const auto report = media::render_file(render);
  ASSERT_TRUE(report);
  EXPECT_NE(report->text.find("left out, as asked"), std::string::npos) << report->text;
  EXPECT_FALSE(test::bytes_of(render.out) == heard[2]);
}

TEST(MediaDoor, ATrackInMemoryRendersToTheSameSound) {
  const TemporaryFolder folder;
  test::write_wav(folder / "in.wav", test::noise_and_tones(44100, 2, 2.0));
  auto track = media::read_track(folder / "in.wav");
  ASSERT_TRUE(track) << track.error().sentence;
  EXPECT_EQ(track->rate, Hertz(44100));
  ASSERT_TRUE(render_sound(track->block(), track->rate, n3()));
  ASSERT_EQ(test::render(folder / "in.wav", folder / "out.wav", {"--listener", "preset:N3"}).status,
            0);
  const test::Sound expected = test::decode(folder / "out.wav");
  for (int c = 0; c < 2; ++c) {
    EXPECT_EQ(track->samples[static_cast<std::size_t>(c)], expected.channel(c)) << c;
  }
}

TEST(MediaDoor, TwoMonoTracksOfACameraAreReadAsOneOrAlone) {
  const TemporaryFolder folder;
  const test::Sound left = test::noise_and_tones(48000, 1, 0.5, 0.4, 1);
  const test::Sound right = test::noise_and_tones(48000, 1, 0.5, 0.4, 2);
  test::write_wav(folder / "left.wav", left);
  test::write_wav(folder / "right.wav", right);
  test::must_run({"ffmpeg", "-v", "error", "-i", folder / "left.wav", "-i", folder / "right.wav",
                  "-map", "0", "-map", "1", "-c:a", "pcm_f32le", folder / "in.mov"});
  const auto both = media::read_track(folder / "in.mov");
  ASSERT_TRUE(both) << both.error().sentence;
  ASSERT_EQ(both->channels, 2);
  EXPECT_EQ(both->samples[1], right.samples);
  const auto second = media::read_track(folder / "in.mov", 2);
  ASSERT_TRUE(second) << second.error().sentence;
  ASSERT_EQ(second->channels, 1);
  EXPECT_EQ(second->samples[0], right.samples);
}

TEST(MediaDoor, ASceneIsFittedToTheFile) {
  const TemporaryFolder folder;
  test::write_wav(folder / "in.wav", test::noise_and_tones(48000, 2, 12.0));
  media::FileRender render;
  render.in = folder / "in.wav";
  render.out = folder / "door.wav";
  render.heard = files::load_scene("preset:after-the-concert")->value;
  render.fit = true;
  ASSERT_TRUE(media::render_file(render));
  ASSERT_EQ(test::otoscape({"render", folder / "in.wav", "-o", folder / "program.wav", "--scene",
                            "preset:after-the-concert", "--fit"})
                .status,
            0);
  EXPECT_EQ(test::bytes_of(folder / "door.wav"), test::bytes_of(folder / "program.wav"));
}

TEST(MediaDoor, WhatCannotBeDoneLeavesNoFile) {
  const TemporaryFolder folder;
  media::FileRender render;
  render.in = folder / "none.wav";
  render.out = folder / "out.wav";
  render.heard = n3();
  const auto report = media::render_file(render);
  ASSERT_FALSE(report);
  EXPECT_NE(report.error().sentence.find("none.wav"), std::string::npos);
  EXPECT_TRUE(folder.names().empty());
  EXPECT_FALSE(media::read_track(folder / "none.wav"));
  test::write_wav(folder / "in.wav", test::noise_and_tones(48000, 1, 0.1));
  EXPECT_FALSE(media::read_track(folder / "in.wav", 2));
  EXPECT_NE(media::ffmpeg_version().find("version"), std::string::npos);
}

}  // namespace
}  // namespace otoscape
