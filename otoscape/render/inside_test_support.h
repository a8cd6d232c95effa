// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <optional>
#include <random>
#include <utility>
#include <vector>

#include "otoscape/render/renderer.h"
#include "otoscape/render/scene_test_support.h"

// What the tests of a Renderer's inside sound share: parameters, listeners that ring, renders.

namespace otoscape::render::inside_test {

using namespace scene_test;
using hearing::HearingProfile;
using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;

inline constexpr double kFs = 100.0;

inline RenderParams with(const InsideParams& inside, double fs = kFs) {
  return {.calibration = Calibration(DbSpl(fs)), .smearing = false, .inside = inside};
}
inline RenderParams ringing(TinnitusMode mode = TinnitusMode::full, double fs = kFs) {
  return with({.ringing = mode, .body = {}}, fs);
}

inline HearingProfile both(const hearing::EarProfile& ear) { return {"", ear, ear}; }
// Of an ear that hears nothing else.
inline HearingProfile rings(std::vector<TinnitusLayer> layers) {
  auto ear = silence();
  ear.tinnitus = std::move(layers);
  return both(ear);
}
inline TinnitusLayer tone_layer(double hz, double db_spl, const char* name = "whistle") {
  TinnitusLayer layer{name, Kind::tone, Hertz(hz), 0.0, DbSpl(db_spl)};
  layer.drift = false;
  return layer;
}

inline Stereo quiet(double seconds) { return {Signal(at(seconds)), Signal(at(seconds))}; }

inline FullScaleBlock block(Stereo& x, std::size_t from, std::size_t to) {
  return {{x[0].data() + from, x[1].data() + from}, 2, static_cast<int>(to - from)};
}

// Offline, in time with the programme.
inline Stereo hear(Stereo x, const HearingProfile& listener, const RenderParams& params) {
  OfflineRenderer renderer({Hertz(kRate), 2}, listener, params);
  Stereo y;
  const auto keep = [&](FullScaleBlock heard) {
    for (std::size_t c = 0; c < 2; ++c) {
      const auto sound = heard.channel(static_cast<int>(c));
      y[c].insert(y[c].end(), sound.begin(), sound.end());
    }
  };
  keep(renderer.render(block(x, 0, x[0].size())));
  keep(renderer.rest());
  return y;
}

// Live, in place; at the frame `change_at` the listener changes.
struct Change {
  std::size_t at;
  HearingProfile listener;
  RenderParams params;
};
inline Stereo hear_live(Stereo x, const HearingProfile& listener, const RenderParams& params,
                        const std::optional<Change>& change = {}, unsigned cuts = 0) {
  Renderer renderer({Hertz(kRate), 2}, listener, params);
  std::mt19937 random(cuts);
  for (std::size_t done = 0; done < x[0].size();) {
    std::size_t next = done + (cuts == 0 ? 512 : 1 + random() % 3000);
    if (change && done < change->at) next = std::min(next, change->at);
    next = std::min(next, x[0].size());
    renderer.process(block(x, done, next), block(x, done, next));
    done = next;
    if (change && done == change->at) {
      EXPECT_TRUE(renderer.change(change->listener, change->params));
    }
  }
  return x;
}

// Beats: where 60 ms are louder than all others within 0.4 of a beat either way.
inline std::vector<double> beats_of(const std::vector<float>& y, double end, auto&& period_at) {
  std::vector<double> levels, beats;
  for (double t = 0.0; t < end; t += 0.01) levels.push_back(level_db(y, t, t + 0.06));
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const auto reach = static_cast<std::size_t>(40.0 * period_at(0.01 * static_cast<double>(i)));
    const auto first = levels.begin() + static_cast<std::ptrdiff_t>(i - std::min(i, reach));
    const auto last =
        levels.begin() + static_cast<std::ptrdiff_t>(std::min(levels.size(), i + reach + 1));
    if (std::max_element(first, last) - levels.begin() == static_cast<std::ptrdiff_t>(i)) {
      beats.push_back(0.01 * static_cast<double>(i));
    }
  }
  return beats;
}

}  // namespace otoscape::render::inside_test
