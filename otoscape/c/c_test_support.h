// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "otoscape/c/otoscape.h"

// What the tests of the C interface share: handles that free themselves, sounds, calls.

namespace otoscape::c_test {

template <auto kFree>
struct Freed {
  template <class T>
  void operator()(T* handle) const {
    kFree(handle);
  }
};
using Listener = std::unique_ptr<otoscape_listener, Freed<otoscape_listener_free>>;
using Scene = std::unique_ptr<otoscape_scene, Freed<otoscape_scene_free>>;
using Map = std::unique_ptr<otoscape_map, Freed<otoscape_map_free>>;
using Live = std::unique_ptr<otoscape_live, Freed<otoscape_live_destroy>>;
using SceneRender = std::unique_ptr<otoscape_scene_render, Freed<otoscape_scene_render_destroy>>;

using Stereo = std::array<std::vector<float>, 2>;

inline Stereo noise(std::size_t frames, float amplitude = 0.05f, unsigned seed = 1) {
  std::mt19937 random(seed);
  std::normal_distribution<float> gauss(0.0f, amplitude);
  Stereo sound;
  for (auto& channel : sound) {
    channel.resize(frames);
    for (float& x : channel) x = gauss(random);
  }
  return sound;
}

inline otoscape_error error() {
  otoscape_error made;
  otoscape_error_init(&made, sizeof made);
  return made;
}
inline otoscape_params params() {
  otoscape_params made;
  otoscape_params_init(&made, sizeof made);
  return made;
}

inline Listener listener(const std::string& text) {
  return Listener(otoscape_listener_from_text(text.c_str(), -1, "test", nullptr, nullptr));
}

// A live handle that hears as the first and can change to all.
inline Live live(const std::vector<const otoscape_listener*>& listeners,
                 const otoscape_params* with = nullptr, double rate_hz = 48000.0,
                 int32_t channels = 2) {
  otoscape_live_setup setup;
  otoscape_live_setup_init(&setup, sizeof setup);
  setup.rate_hz = rate_hz;
  setup.channels = channels;
  setup.listener_count = static_cast<int32_t>(listeners.size());
  setup.listeners = listeners.data();
  return Live(otoscape_live_create(&setup, with, nullptr));
}

// Processes frames [first, end) in place, in blocks of these sizes in turn.
inline void process(otoscape_live* handle, Stereo& sound, std::size_t first, std::size_t end,
                    const std::vector<std::size_t>& blocks = {512}) {
  for (std::size_t turn = 0; first < end; ++turn) {
    const std::size_t frames = std::min(blocks[turn % blocks.size()], end - first);
    float* channels[] = {sound[0].data() + first, sound[1].data() + first};
    ASSERT_EQ(otoscape_live_process(handle, channels, channels, static_cast<int32_t>(frames)),
              OTOSCAPE_OK);
    first += frames;
  }
}

}  // namespace otoscape::c_test
