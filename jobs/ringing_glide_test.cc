// SPDX-License-Identifier: Apache-2.0
// Which layers of ringing glide into each other: the sound, the return cap and the picture agree
// over random scenes, and a file may not give an ear two named layers that only their order would
// pair.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <random>

#include "io/files/listener_toml.h"
#include "io/views/arc_curves.h"
#include "otoscape/render/inside/ringing_parts.h"
#include "otoscape/render/programme/ringing_level.h"
#include "otoscape/render/programme/scene_states.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::jobs {
namespace {

using hearing::TinnitusLayer;
using Kind = TinnitusLayer::Kind;
using Levels = std::vector<double>;  // dB SPL of what rings in one ear, ascending

constexpr unsigned kScenes = 300;
constexpr double kBetween = 2.0;  // s from keyframe to keyframe
// Levels are 65 … 75 dB SPL, in soft mode 30 … 40, so that its limit of 35 lies among them.
// Half-way through a ramp what glides is above these, and what fades is below.
constexpr double kLowest = 65.0, kLowestSoft = 30.0, kFaint = 50.0, kFaintSoft = 20.0;
constexpr double kToleranceDb = 0.3;  // sound glides in whole quanta of 1.3 ms

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  bool one_in(int n) { return below(n) == 0; }

 private:
  std::mt19937 random_;
};

TinnitusLayer any_layer(Dice& dice, double lowest) {
  TinnitusLayer layer;
  layer.name = std::array{"", "a", "b"}[static_cast<std::size_t>(dice.below(3))];
  layer.kind = dice.one_in(3) ? Kind::noise : Kind::tone;
  layer.bandwidth_oct = layer.kind == Kind::tone && !dice.one_in(3) ? 0.0 : 1.0 / 3.0;
  layer.level = DbSpl(lowest + dice.below(11));
  layer.central = dice.one_in(3);
  layer.stress = dice.one_in(2);
  return layer;
}

std::vector<scene::Keyframe> any_scene(Dice& dice, double lowest, double stress) {
  std::vector<scene::Keyframe> keyframes(4);
  keyframes[0].stress = stress;
  for (std::size_t i = 0; i < keyframes.size(); ++i) {
    keyframes[i].time = Seconds(kBetween * static_cast<double>(i));
    if (i > 0 && !dice.one_in(4)) keyframes[i].ramp.over = Seconds(0.8);
    keyframes[i].left.emplace();
    for (int n = dice.below(4); n > 0; --n) {
      keyframes[i].left->tinnitus.push_back(any_layer(dice, lowest));
    }
  }
  return keyframes;
}

render::SceneParams params(render::TinnitusMode mode) {
  render::SceneParams params;
  params.tinnitus = mode;
  return params;
}

// One scene as three places know it.
class Story {
 public:
  Story(const std::vector<scene::Keyframe>& keyframes, render::TinnitusMode mode)
      : params_(params(mode)),
        arc_(keyframes),
        loudness_(track_, params_),
        states_(arc_, loudness_, params_),
        parts_(render::inside::ringing_parts(arc_, params_, clock_, changes_)),
        curves_(io::views::ringing_curves(arc_, 10.0)) {}

  Levels sounds(Seconds time) const {
    Levels levels;
    for (const auto& part : parts_) {
      const auto moment = part.at(clock_.at_or_after(time));
      if (part.ear != 0 || moment.share <= 0.0) continue;
      const Decibels lift = render::programme::stress_lift(
          DbSpl(moment.level_db_spl), moment.stress * arc_.mix(time).stress, params_.tinnitus);
      levels.push_back(moment.level_db_spl + lift.value());
    }
    return audible(levels);
  }
  Levels counts(Seconds time) const {  // for the return cap
    Levels levels;
    const render::programme::LoudnessState state = states_.at(time);
    for (const TinnitusLayer& layer : state.ears[0].tinnitus) {
      levels.push_back(std::get<DbSpl>(layer.level).value());
    }
    return audible(levels);
  }
  Levels is_drawn(Seconds time) const {
    Levels levels;
    for (const auto& curve : curves_) {
      if (curve.side == scene::Side::left) levels.push_back(value(curve.level_db_spl, time));
    }
    return audible(levels);
  }

 private:
  Levels audible(Levels levels) const {
    const double faint = params_.tinnitus == render::TinnitusMode::soft ? kFaintSoft : kFaint;
    std::erase_if(levels, [&](double level) { return level < faint; });
    std::ranges::sort(levels);
    return levels;
  }
  static double value(const io::views::Curve& curve, Seconds time) {
    const auto next =
        std::ranges::upper_bound(curve, time.value(), {}, &io::views::CurvePoint::time_s);
    if (next == curve.begin() || next == curve.end())
      return next == curve.end() ? curve.back().value : 0.0;
    const auto last = next - 1;
    return std::lerp(last->value, next->value,
                     (time.value() - last->time_s) / (next->time_s - last->time_s));
  }

  render::quantum::QuantumClock clock_{Hertz(48000), 64, 0};
  render::SceneParams params_;
  render::programme::ProgrammeLoudness track_;
  scene::Arc arc_;
  render::programme::SceneLoudness loudness_;
  render::programme::SceneStates states_;
  std::vector<render::inside::RingingChange> changes_;
  std::vector<render::inside::RingingPart> parts_;
  std::vector<io::views::RingingCurve> curves_;
};

bool alike(const Levels& a, const Levels& b) {
  return std::ranges::equal(a, b,
                            [](double x, double y) { return std::abs(x - y) < kToleranceDb; });
}

// Scenes in which two places differ half-way through a ramp, or between ramps.
template <class First, class Second>
unsigned differing(render::TinnitusMode mode, First&& first, Second&& second, double stress = 0.0) {
  const double lowest = mode == render::TinnitusMode::soft ? kLowestSoft : kLowest;
  unsigned scenes = 0;
  for (unsigned seed = 0; seed < kScenes; ++seed) {
    Dice dice(seed);
    const Story story(any_scene(dice, lowest, stress), mode);
    bool differs = false;
    for (double keyframe = 0.0; keyframe < 3.5 * kBetween; keyframe += kBetween) {
      for (double after : {-0.4, 0.5}) {
        const Seconds time(std::max(0.0, keyframe + after));
        differs = differs || !alike(first(story, time), second(story, time));
      }
    }
    scenes += differs;
  }
  return scenes;
}

const auto kSounds = [](const Story& story, Seconds time) { return story.sounds(time); };
const auto kCounts = [](const Story& story, Seconds time) { return story.counts(time); };
const auto kIsDrawn = [](const Story& story, Seconds time) { return story.is_drawn(time); };

TEST(RingingGlide, WhatTheReturnCapCountsIsWhatSounds) {
  EXPECT_EQ(differing(render::TinnitusMode::full, kSounds, kCounts), 0u) << "of " << kScenes;
  EXPECT_EQ(differing(render::TinnitusMode::soft, kSounds, kCounts), 0u) << "of " << kScenes;
}

TEST(RingingGlide, UnderStressTheReturnCapCountsWhatSounds) {
  EXPECT_EQ(differing(render::TinnitusMode::full, kSounds, kCounts, 0.7), 0u) << "of " << kScenes;
  EXPECT_EQ(differing(render::TinnitusMode::soft, kSounds, kCounts, 0.7), 0u) << "of " << kScenes;
}

TEST(RingingGlide, WhatIsDrawnIsWhatSounds) {
  EXPECT_EQ(differing(render::TinnitusMode::full, kSounds, kIsDrawn), 0u) << "of " << kScenes;
}

TEST(RingingGlide, WhatIsDrawnIsWhatTheReturnCapCounts) {
  EXPECT_EQ(differing(render::TinnitusMode::full, kCounts, kIsDrawn), 0u) << "of " << kScenes;
}

std::string written(const TinnitusLayer& layer) {
  return fmt::format("[[{}.tinnitus]]\nname = \"{}\"\nkind = \"{}\"\nbandwidth_oct = {}\n{}",
                     layer.central ? "both" : "left", layer.name,
                     layer.kind == Kind::tone ? "tone" : "noise", layer.bandwidth_oct,
                     layer.central ? "central = true\n" : "");
}

TEST(RingingGlide, AFileMayNotGiveAnEarTwoNamedLayersThatGlideIntoEachOther) {
  unsigned refused = 0;
  for (unsigned seed = 0; seed < kScenes; ++seed) {
    Dice dice(seed);
    const TinnitusLayer a = any_layer(dice, kLowest), b = any_layer(dice, kLowest);
    const auto read = io::files::parse_listener_toml(
        "format = \"otoscape.listener/1\"\n" + written(a) + written(b), "test.toml");
    const bool same = scene::glides(a, b) && !a.name.empty();
    EXPECT_EQ(bool(read), !same) << written(a) << written(b);
    refused += same;
  }
  EXPECT_GT(refused, 10u);
}

}  // namespace
}  // namespace otoscape::jobs
