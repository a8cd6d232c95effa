// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <vector>

#include "io/files/implant_map_file.h"
#include "io/files/implant_presets.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "io/files/scene_presets.h"
#include "otoscape/hearing/presets.h"
#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/scene_renderer.h"
#include "otoscape/scene/arc.h"

// What a plug-in, a game or a page needs: every preset is read and renders, without a media
// library.

namespace otoscape {
namespace {

constexpr StreamSpec kStream{Hertz(48000.0), 2};
constexpr int kBlock = 512, kBlocks = 96;

using Stereo = std::array<std::vector<float>, 2>;

// A voice-like complex of 150 Hz that comes and goes four times a second, at −23 dB FS.
Stereo programme() {
  Stereo sound;
  for (int n = 0; n < kBlock * kBlocks; ++n) {
    const double t = n / kStream.rate.value();
    double x = 0.0;
    for (int k = 1; k <= 20; ++k) x += std::sin(2 * std::numbers::pi * 150.0 * k * t + k * k) / k;
    x *= 0.07 * (1.0 - std::cos(8 * std::numbers::pi * t));
    for (auto& channel : sound) channel.push_back(static_cast<float>(x));
  }
  return sound;
}

Stereo through(render::OfflineRenderer& renderer, Stereo sound) {
  Stereo heard;
  const auto keep = [&](FullScaleBlock part) {
    for (int c = 0; c < 2; ++c) {
      auto& to = heard[static_cast<std::size_t>(c)];
      to.insert(to.end(), part.channel(c).begin(), part.channel(c).end());
    }
  };
  for (int block = 0; block < kBlocks; ++block) {
    keep(renderer.render(FullScaleBlock(
        {sound[0].data() + block * kBlock, sound[1].data() + block * kBlock}, 2, kBlock)));
  }
  keep(renderer.rest());
  return heard;
}

double power(const std::vector<float>& x) {
  double sum = 0.0;
  for (const float v : x) sum += static_cast<double>(v) * v;
  return sum;
}

bool finite(const Stereo& sound) {
  return std::ranges::all_of(sound, [](const auto& channel) {
    return std::ranges::all_of(channel, [](float v) { return std::isfinite(v); });
  });
}

std::vector<std::string> listeners() {
  std::vector<std::string> names;
  for (const auto& preset : hearing::preset_list()) {
    const bool age = preset.name.starts_with("age:");
    names.push_back(age ? "age:70:female" : preset.name);
  }
  for (const auto& preset : io::files::listener_presets()) names.emplace_back(preset.name);
  return names;
}

TEST(Library, EveryListenerPresetIsReadAndRenders) {
  const Stereo in = programme();
  const auto all = listeners();
  ASSERT_GT(all.size(), 25u);
  for (const std::string& name : all) {
    const auto listener = io::files::load_listener("preset:" + name);
    ASSERT_TRUE(listener) << name;
    render::OfflineRenderer renderer(kStream, listener->profile, {});
    const Stereo heard = through(renderer, in);
    EXPECT_TRUE(finite(heard)) << name;
    ASSERT_EQ(heard[0].size(), in[0].size()) << name;
    if (name == "normal") {
      EXPECT_EQ(heard, in);
    }
    if (name == "N5") {
      EXPECT_LT(power(heard[0]), 0.1 * power(in[0]));
    }
  }
}

TEST(Library, EveryMapPresetIsRead) {
  ASSERT_GT(io::files::map_presets().size(), 5u);
  for (const auto& preset : io::files::map_presets()) {
    EXPECT_TRUE(io::files::load_map("preset:" + std::string(preset.name))) << preset.name;
  }
}

TEST(Library, EveryScenePresetIsReadAndRenders) {
  const Stereo in = programme();
  Stereo copy = in;
  render::programme::ProgrammeLoudnessMaker maker(kStream, Seconds(0.0));
  maker.add(FullScaleBlock({copy[0].data(), copy[1].data()}, 2, kBlock * kBlocks));
  const render::programme::ProgrammeLoudness loudness = maker.finish();
  ASSERT_GT(io::files::scene_presets().size(), 4u);
  for (const auto& preset : io::files::scene_presets()) {
    const auto loaded = io::files::load_scene("preset:" + std::string(preset.name));
    ASSERT_TRUE(loaded) << preset.name;
    const scene::Arc arc(loaded->scene.keyframes);
    render::OfflineRenderer renderer(std::make_unique<render::SceneRenderer>(
        kStream, render::SceneSetup{arc, loudness, {}}, 0, 0));
    const Stereo heard = through(renderer, in);
    EXPECT_TRUE(finite(heard)) << preset.name;
    EXPECT_GT(power(heard[0]) + power(heard[1]), 0.0) << preset.name;
  }
}

}  // namespace
}  // namespace otoscape
