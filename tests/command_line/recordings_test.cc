// SPDX-License-Identifier: Apache-2.0
// A designer's own takes of the body in a scene.

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/support/shell.h"
#include "tests/support/sound.h"

namespace otoscape::test {
namespace {

constexpr const char* kHead = "format = \"otoscape.scene/1\"\n";
// Ears that hear nothing of the film.
constexpr const char* kDeaf = R"([listeners.deaf.both]
air_db_hl = { 250 = "no response", 4000 = "no response" }
[[at]]
time = 0
listener = "deaf"
)";

// A short knock at a pitch of its own.
Sound knock(int rate_hz, int channels, double hz, double seconds) {
  Sound sound = sine(rate_hz, channels, seconds, hz, 0.3);
  for (std::size_t n = 0; n < sound.frames(); ++n) {
    const double fall = std::exp(-12.0 * static_cast<double>(n) / rate_hz);
    for (int c = 0; c < channels; ++c) {
      sound.samples[n * static_cast<std::size_t>(channels) + static_cast<std::size_t>(c)] *=
          static_cast<float>(fall);
    }
  }
  return sound;
}

struct Stage {
  Stage() {
    write_wav(folder / "in.wav", noise_and_tones(48000, 2, 20.0));
    for (const char* name : {"heart", "steps", "jaw"}) {
      std::filesystem::create_directories(folder / ("takes/" + std::string(name)));
    }
    for (int i = 0; i < 4; ++i) {
      const std::string name = "/" + std::to_string(i) + ".wav";
      write_wav(folder / ("takes/heart" + name), knock(44100, 1, 80.0 + 20.0 * i, 0.4));
      write_wav(folder / ("takes/steps" + name), knock(48000, 2, 300.0 + 100.0 * i, 0.3));
    }
    write_wav(folder / "takes/jaw/0.wav", knock(96000, 1, 900.0, 0.5));
    must_run({"ffmpeg", "-v", "error", "-i", folder / "takes/heart/0.wav",
              folder / "takes/heart/4.flac"});
  }
  void scene(const std::string& recordings, const std::string& point) const {
    write_bytes(folder / "s.toml", kHead + ("[recordings]\n" + recordings) + kDeaf + point);
  }
  Ran render(const std::string& out, Words more = {}) const {
    Words words = {"render", folder / "in.wav", "-o", folder / out, "--scene", folder / "s.toml"};
    words.insert(words.end(), more.begin(), more.end());
    return otoscape(words);
  }
  TemporaryFolder folder;
};

constexpr const char* kAll =
    "heart = \"takes/heart/\"\nsteps = \"takes/steps/\"\njaw = \"takes/jaw/\"\n";
constexpr const char* kBody = "body = { heart_lu = -25, steps_lu = -25 }\nevent = \"jaw\"\n";

TEST(Recordings, AreListedByTheCheckAndByTheRender) {
  const Stage stage;
  stage.scene(kAll + std::string("cloth = \"takes/jaw/\"\n"), kBody);
  const Ran check = otoscape({"scene", "check", stage.folder / "s.toml"});
  ASSERT_EQ(check.status, 0) << check.err;
  EXPECT_TRUE(says(check.out, "heart    takes/heart/  5 takes, 2.0 s")) << check.out;
  EXPECT_TRUE(says(check.out, "jaw      takes/jaw/    1 take, 0.5 s")) << check.out;
  const Ran ran = stage.render("out.wav");
  ASSERT_EQ(ran.status, 0) << ran.err;
  EXPECT_TRUE(says(ran.out, "[recordings] cloth: no point has the event")) << ran.out;
  EXPECT_TRUE(says(ran.out, "steps: 4 takes, 1.2 s, of takes/steps/")) << ran.out;
  const Ran json = stage.render("json.wav", {"--json"});
  const auto recordings = nlohmann::json::parse(json.out)["tracks"][0]["scene"]["recordings"];
  ASSERT_EQ(recordings.size(), 3u) << "cloth is not heard" << json.out;
  EXPECT_EQ(recordings[0]["source"], "heart");
  EXPECT_EQ(recordings[0]["takes"], 5);
  const Ran plot = otoscape({"scene", "plot", stage.folder / "s.toml", "-o", stage.folder / "s.svg",
                             "--film", stage.folder / "in.wav"});
  EXPECT_EQ(plot.status, 0) << plot.err;
  EXPECT_TRUE(says(bytes_of(stage.folder / "s.svg"), "heart (takes)"));
}

TEST(Recordings, SoundInPlaceOfTheModelAtTheLevelAsked) {
  const Stage stage;
  const auto inside_lu = [&](const std::string& out) {
    const Ran ran = stage.render(out, {"--json"});
    EXPECT_EQ(ran.status, 0) << ran.err;
    const auto scene = nlohmann::json::parse(ran.out)["tracks"][0]["scene"];
    return scene["sections"][0]["inside_lufs"].get<double>() -
           scene["programme_lufs"].get<double>();
  };
  const std::string steps = "body = { steps_lu = -22, steps_rate = 100 }\n";
  stage.scene("steps = \"takes/steps/\"\n", steps);
  EXPECT_NEAR(inside_lu("takes.wav"), -22.0, 0.5);
  stage.scene("", steps);
  inside_lu("model.wav");
  const Sound takes = decode(stage.folder / "takes.wav"),
              model = decode(stage.folder / "model.wav");
  EXPECT_GT(error_db(model, takes), -6.0) << "another sound";
}

TEST(Recordings, OfARegionAreThoseOfTheWhole) {
  const Stage stage;
  stage.scene(kAll, kBody);
  ASSERT_EQ(stage.render("whole.wav").status, 0);
  ASSERT_EQ(stage.render("part.wav", {"--start", "7.3", "--duration", "3"}).status, 0);
  const Sound whole = decode(stage.folder / "whole.wav"),
              part_of = decode(stage.folder / "part.wav");
  EXPECT_EQ(error_db(part(whole, 350400, part_of.frames()), part_of), -300.0) << "bit for bit";
  EXPECT_GT(rms(part_of), 1e-4);
  ASSERT_EQ(stage.render("again.wav").status, 0);
  EXPECT_EQ(bytes_of(stage.folder / "whole.wav"), bytes_of(stage.folder / "again.wav"));
  ASSERT_EQ(stage.render("seed.wav", {"--seed", "9"}).status, 0);
  EXPECT_GT(error_db(whole, decode(stage.folder / "seed.wav")), -20.0) << "another order";
}

TEST(Recordings, ThatAreNoneAreNamedWithWhatToDo) {
  const Stage stage;
  const auto error = [&](const std::string& recordings) {
    stage.scene(recordings, kBody);
    const Ran ran = stage.render("out.wav");
    EXPECT_EQ(ran.status, 1) << recordings;
    EXPECT_EQ(lines_of(ran.err), 1) << ran.err;
    EXPECT_EQ(otoscape({"scene", "check", stage.folder / "s.toml"}).err, ran.err) << "the same";
    EXPECT_FALSE(std::filesystem::exists(stage.folder / "out.wav"));
    return ran.err;
  };
  const auto put = [&](const std::string& name, const Sound& sound) {
    std::filesystem::remove_all(stage.folder / "bad");
    std::filesystem::create_directories(stage.folder / "bad");
    write_wav(stage.folder / ("bad/" + name), sound);
  };
  const std::string bad = "heart = 'bad'\n";
  EXPECT_TRUE(says(error("heart = 'gone'\n"), "gone: no such folder"));
  put("short.wav", knock(48000, 1, 100.0, 0.04));
  EXPECT_TRUE(says(error(bad), "bad/short.wav: lasts 40 ms; a take lasts 50 ms or more"));
  put("nothing.wav", sine(48000, 1, 0.5, 100.0, 0.0));
  EXPECT_TRUE(says(error(bad), "bad/nothing.wav: is silent; take it out of the folder"));
  put("minute.wav", sine(48000, 1, 4.0, 100.0, 0.1));
  EXPECT_TRUE(says(error(bad), "bad/minute.wav: a take of one beat lasts at most 3 s; cut it"));
  put("many.wav", sine(48000, 6, 0.5, 100.0, 0.1));
  EXPECT_TRUE(says(error(bad), "bad/many.wav: its sound has 6 channels"));
  put("broken.wav", sine(48000, 1, 0.5, 100.0, 0.1));
  write_bytes(stage.folder / "bad/broken.wav", "this is no sound");
  EXPECT_TRUE(says(error(bad), "bad/broken.wav: "));
}

}  // namespace
}  // namespace otoscape::test
