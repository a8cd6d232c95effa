// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>

#include "otoscape/c/c_test_support.h"
#include "otoscape/files.h"
#include "otoscape/otoscape.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::c_test {
namespace {

constexpr std::size_t kFrames = 6 * 48000;

Scene scene(const std::string& text) {
  return Scene(otoscape_scene_from_text(text.c_str(), -1, "test", nullptr));
}

std::array<const float*, 2> at(const Stereo& sound, std::size_t frame) {
  return {sound[0].data() + frame, sound[1].data() + frame};
}

void feed(otoscape_scene_render* render, const Stereo& sound) {
  for (std::size_t n = 0; n < sound[0].size(); n += 5000) {
    const auto count = static_cast<int32_t>(std::min<std::size_t>(5000, sound[0].size() - n));
    ASSERT_EQ(otoscape_scene_render_feed(render, at(sound, n).data(), count), OTOSCAPE_OK);
  }
}

// Frames from `frame` to the end.
Stereo rendered(otoscape_scene_render* render, const Stereo& sound, std::size_t frame) {
  const int64_t first = otoscape_scene_render_start(render, static_cast<int64_t>(frame));
  EXPECT_GE(first, 0);
  EXPECT_LE(first, static_cast<int64_t>(frame));
  Stereo out;
  for (auto& channel : out) channel.resize(sound[0].size() + 1000);
  std::size_t written = 0;
  const auto read = [&] {
    for (int32_t got = 1; got > 0;) {
      float* to[] = {out[0].data() + written, out[1].data() + written};
      got = otoscape_scene_render_read(render, to, 700);
      written += static_cast<std::size_t>(got);
    }
  };
  for (auto n = static_cast<std::size_t>(first); n < sound[0].size(); n += 3000) {
    const auto count = static_cast<int32_t>(std::min<std::size_t>(3000, sound[0].size() - n));
    EXPECT_EQ(otoscape_scene_render_write(render, at(sound, n).data(), count), OTOSCAPE_OK);
    read();
  }
  EXPECT_EQ(otoscape_scene_render_end(render), OTOSCAPE_OK);
  read();
  for (auto& channel : out) channel.resize(written);
  return out;
}

TEST(CScene, EveryPresetGivesTheBytesOfRenderSound) {
  for (const files::Preset& preset : files::presets(files::PresetKind::scene)) {
    const Scene along = scene("preset:" + preset.name);
    ASSERT_EQ(otoscape_scene_fit(along.get(), 60.0, nullptr), OTOSCAPE_OK) << preset.name;
    const SceneRender render(
        otoscape_scene_render_create(along.get(), 48000.0, 2, nullptr, nullptr));
    Stereo sound = noise(kFrames);
    feed(render.get(), sound);
    const Stereo got = rendered(render.get(), sound, 0);
    auto loaded = files::load_scene("preset:" + preset.name);
    ASSERT_TRUE(loaded);
    const auto fitted = scene::stretch(loaded->value, Seconds(60.0));
    ASSERT_TRUE(fitted);
    const FullScaleBlock block({sound[0].data(), sound[1].data()}, 2, kFrames);
    ASSERT_TRUE(render_sound(block, Hertz(48000), *fitted));
    EXPECT_EQ(got, sound) << preset.name;
  }
}

// After a run-in of two seconds what differs is the memory of slow filters.
TEST(CScene, APartIsAsWithinTheWhole) {
  const Scene along = scene("years-of-drumming");
  ASSERT_EQ(otoscape_scene_fit(along.get(), 40.0, nullptr), OTOSCAPE_OK);
  const SceneRender render(otoscape_scene_render_create(along.get(), 48000.0, 2, nullptr, nullptr));
  const Stereo sound = noise(kFrames);
  feed(render.get(), sound);
  const Stereo whole = rendered(render.get(), sound, 0);
  constexpr std::size_t kFrom = 4 * 48000 + 77;
  const Stereo part = rendered(render.get(), sound, kFrom);
  ASSERT_EQ(part[0].size(), kFrames - kFrom);
  double error = 0.0, power = 0.0;
  for (std::size_t n = 0; n < part[0].size(); ++n) {
    const double difference =
        static_cast<double>(part[0][n]) - static_cast<double>(whole[0][kFrom + n]);
    error += difference * difference;
    power += static_cast<double>(part[0][n]) * static_cast<double>(part[0][n]);
  }
  EXPECT_LT(10.0 * std::log10(error / power + 1e-30), -90.0);
}

TEST(CScene, CallsOutOfOrderAreRefused) {
  const Scene along = scene("sudden-loss");
  EXPECT_FALSE(SceneRender(otoscape_scene_render_create(nullptr, 48000.0, 2, nullptr, nullptr)));
  EXPECT_FALSE(SceneRender(otoscape_scene_render_create(along.get(), 0.0, 2, nullptr, nullptr)));
  EXPECT_FALSE(
      SceneRender(otoscape_scene_render_create(along.get(), 48000.0, 3, nullptr, nullptr)));
  const SceneRender render(otoscape_scene_render_create(along.get(), 48000.0, 2, nullptr, nullptr));
  const Stereo sound = noise(100);
  EXPECT_EQ(otoscape_scene_render_write(render.get(), at(sound, 0).data(), 100), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_scene_render_end(render.get()), OTOSCAPE_USAGE);
  feed(render.get(), sound);
  EXPECT_EQ(otoscape_scene_render_start(render.get(), -1), -1);
  EXPECT_EQ(otoscape_scene_render_start(render.get(), 101), -1);
  EXPECT_EQ(otoscape_scene_render_start(render.get(), 0), 0);
  EXPECT_EQ(otoscape_scene_render_feed(render.get(), at(sound, 0).data(), 100), OTOSCAPE_USAGE);
  EXPECT_EQ(otoscape_scene_render_read(render.get(), nullptr, 100), -1);
  EXPECT_EQ(otoscape_scene_render_end(render.get()), OTOSCAPE_OK);
  EXPECT_EQ(otoscape_scene_render_end(render.get()), OTOSCAPE_USAGE);
  otoscape_report report{};
  report.size = sizeof report;
  EXPECT_EQ(otoscape_scene_render_report(render.get(), &report), OTOSCAPE_OK);
  EXPECT_EQ(report.frames, 0);
}

}  // namespace
}  // namespace otoscape::c_test
