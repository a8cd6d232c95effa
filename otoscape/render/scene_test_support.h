// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <complex>
#include <numbers>
#include <random>
#include <vector>

#include "otoscape/render/offline.h"
#include "otoscape/render/programme/programme_loudness_maker.h"
#include "otoscape/render/scene_renderer.h"

// What the tests of scenes share: programmes, keyframes, a render, measures.

namespace otoscape::render::scene_test {

using Signal = std::vector<float>;
using Stereo = std::array<Signal, 2>;
inline constexpr double kRate = 48000.0;

inline std::size_t at(double seconds) { return static_cast<std::size_t>(seconds * kRate + 0.5); }

inline hearing::EarProfile ear(std::initializer_list<std::pair<double, double>> points) {
  std::vector<hearing::Threshold> list;
  for (auto [hz, db] : points) list.push_back({Hertz(hz), DbHl(db)});
  hearing::EarProfile profile;
  profile.air = *hearing::Audiogram::make(list);
  return profile;
}
inline hearing::EarProfile flat(double db_hl) { return ear({{1000, db_hl}}); }
inline hearing::EarProfile silence() {
  hearing::EarProfile profile;
  profile.air = *hearing::Audiogram::make({{Hertz(1000), hearing::kNoResponse, false}});
  return profile;
}

inline scene::Keyframe key(double seconds, const hearing::EarProfile& both,
                           double perspective = 1.0, scene::Ramp ramp = {}) {
  scene::Keyframe k;
  k.time = Seconds(seconds);
  k.left = k.right = both;
  k.perspective = perspective;
  k.ramp = ramp;
  return k;
}

inline Stereo tone(double seconds, double hz, double amplitude) {
  Stereo x;
  for (auto& c : x) {
    for (std::size_t n = 0; n < at(seconds); ++n) {
      c.push_back(static_cast<float>(
          amplitude * std::sin(2 * std::numbers::pi * hz * static_cast<double>(n) / kRate)));
    }
  }
  return x;
}

// Speech-like: noise under 4 kHz whose level moves four times a second.
inline Stereo babble(double seconds, double rms, unsigned seed = 1) {
  Stereo x;
  for (auto& c : x) {
    std::mt19937 random(seed++);
    std::normal_distribution<double> gauss(0.0, rms * 3.0);
    double low = 0.0;
    for (std::size_t n = 0; n < at(seconds); ++n) {
      low += 0.25 * (gauss(random) - low);
      const double swell =
          0.6 - 0.4 * std::cos(8 * std::numbers::pi * static_cast<double>(n) / kRate);
      c.push_back(static_cast<float>(low * swell));
    }
  }
  return x;
}

// A sound held in memory.
class Held : public SideSound {
 public:
  explicit Held(Stereo sound) : sound_(std::move(sound)) {}
  void read(std::int64_t first_frame, FullScaleBlock out) override {
    for (int c = 0; c < out.channels(); ++c) {
      const Signal& from = sound_[static_cast<std::size_t>(c)];
      for (std::size_t n = 0; n < out.channel(c).size(); ++n) {
        const std::int64_t frame = first_frame + static_cast<std::int64_t>(n);
        const bool there = frame >= 0 && frame < static_cast<std::int64_t>(from.size());
        out.channel(c)[n] = there ? from[static_cast<std::size_t>(frame)] : 0.0f;
      }
    }
  }

 private:
  Stereo sound_;
};

inline SceneParams params(bool smearing = false, double fs = 88.0) {
  SceneParams p;
  p.render.calibration = Calibration(DbSpl(fs));
  p.render.smearing = smearing;
  return p;
}

inline programme::ProgrammeLoudness track_of(const Stereo& x) {
  programme::ProgrammeLoudnessMaker maker({Hertz(kRate), 2}, Seconds(0.0));
  Stereo copy = x;
  maker.add(FullScaleBlock({copy[0].data(), copy[1].data()}, 2, static_cast<int>(x[0].size())));
  return maker.finish();
}

struct Rendered {
  Stereo sound;
  SceneReport scene;
  RenderReport report;
};

// The frames [first, last) of a programme, rendered in blocks of the setup sizes in turn.
inline Rendered render(const Stereo& programme, const std::vector<scene::Keyframe>& keyframes,
                       const SceneParams& params, std::vector<int> blocks = {4096},
                       std::size_t first = 0, std::size_t last = ~std::size_t{0},
                       SideSound* body = nullptr, SideSound* own_voice = nullptr) {
  const scene::Arc arc(keyframes);
  const programme::ProgrammeLoudness track = track_of(programme);
  auto renderer = std::make_unique<SceneRenderer>(StreamSpec{Hertz(kRate), 2},
                                                  SceneSetup{arc, track, params, body, own_voice},
                                                  0, static_cast<std::int64_t>(first));
  SceneRenderer* scene = renderer.get();
  OfflineRenderer offline(std::move(renderer));
  Rendered result;
  const auto keep = [&](FullScaleBlock heard) {
    for (int c = 0; c < 2; ++c) {
      auto& to = result.sound[static_cast<std::size_t>(c)];
      to.insert(to.end(), heard.channel(c).begin(), heard.channel(c).end());
    }
  };
  last = std::min(last, programme[0].size());
  Stereo work = programme;
  std::size_t turn = 0;
  for (std::size_t done = first; done < last;) {
    const auto count =
        std::min(static_cast<std::size_t>(blocks[turn++ % blocks.size()]), last - done);
    keep(offline.render(FullScaleBlock({work[0].data() + done, work[1].data() + done}, 2,
                                       static_cast<int>(count))));
    done += count;
  }
  keep(offline.rest());
  result.scene = scene->scene_report();
  result.report = scene->report();
  return result;
}

inline double level_db(const Signal& x, double from_s, double to_s) {
  double sum = 0.0;
  const std::size_t a = at(from_s), b = std::min(at(to_s), x.size());
  for (std::size_t n = a; n < b; ++n) sum += static_cast<double>(x[n]) * x[n];
  return 10 * std::log10(sum / static_cast<double>(b - a) + 1e-30);
}

// Power of a − b re that of a, in dB.
inline double difference_db(const Signal& a, const Signal& b, double from_s = 0.0,
                            double to_s = 1e9) {
  double sum = 0.0, error = 0.0;
  const std::size_t last = std::min({a.size(), b.size(), at(std::min(to_s, 1e5))});
  for (std::size_t n = at(from_s); n < last; ++n) {
    sum += static_cast<double>(a[n]) * a[n];
    error += (static_cast<double>(a[n]) - b[n]) * (static_cast<double>(a[n]) - b[n]);
  }
  return 10 * std::log10(error / sum + 1e-30);
}

}  // namespace otoscape::render::scene_test
