// SPDX-License-Identifier: Apache-2.0
#include "io/views/arc_curves.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "otoscape/ear/fit.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::io::views {
namespace {

constexpr int kEvenly = 400;
constexpr std::size_t kMostMoments = 400;
constexpr double kCut = 0.011;  // s: a cut is through

using Identity = scene::RingingIdentity;

std::string label(const Identity& layer) {
  constexpr std::array kKinds = {"tone", "noise", "pulsatile", "low-fluctuating", "crickets"};
  const char* const kind = kKinds[static_cast<std::size_t>(layer.kind)];
  return layer.name.empty() ? kind : layer.name + ", " + kind;
}

std::map<Identity, double> levels(const hearing::EarProfile& ear) {
  std::map<Identity, double> all;
  const auto ids = scene::ringing_identities(ear.tinnitus);
  for (std::size_t i = 0; i < ids.size(); ++i) {
    all[ids[i]] = std::max(0.0, ear::ringing_level(ear.tinnitus[i], ear).value());
  }
  return all;
}

}  // namespace

DbHl hearing_level(const hearing::EarProfile& ear, Hertz frequency) {
  if (ear.air.silent_at(frequency)) return hearing::kNoResponse;
  const DbHl level = ear.air.at(frequency) + ear.worn.at(frequency);
  return std::clamp(level, DbHl(0.0), hearing::kNoResponse);
}

DbHl mean_hearing_level(const hearing::EarProfile& ear) {
  double sum = 0.0;
  for (double hz : {500.0, 1000.0, 2000.0, 4000.0}) sum += hearing_level(ear, Hertz(hz)).value();
  return DbHl(sum / 4.0);
}

EarCurves ear_curves(const scene::Arc& arc, scene::Side side, const std::vector<double>& times) {
  EarCurves curves;
  for (double t : times) {
    const auto ear = arc.ear(side, Seconds(t));
    curves.mean.push_back({t, mean_hearing_level(ear).value()});
    curves.at_250.push_back({t, hearing_level(ear, Hertz(250)).value()});
    curves.at_4000.push_back({t, hearing_level(ear, Hertz(4000)).value()});
  }
  return curves;
}

std::vector<RingingCurve> ringing_curves(const scene::Arc& arc, double length_s) {
  std::vector<RingingCurve> all;
  for (std::size_t side = 0; side < 2; ++side) {
    std::map<Identity, Curve> curves;
    std::map<Identity, double> before;
    for (const scene::RingingStep& step : arc.ringing()) {
      const auto now = levels(step.to[side]);
      const double start = step.start.value(), end = step.end.value();
      const bool first = &step == arc.ringing().data();
      for (const auto& [layer, level] : now) {
        const auto was = before.find(layer);
        const bool rang = was != before.end();
        const double from = rang ? was->second : std::max(0.0, level - scene::kRingingFade.value());
        curves[layer].push_back({first ? 0.0 : start, first ? level : from});
        curves[layer].push_back({end, level});
      }
      for (const auto& [layer, level] : before) {
        if (now.contains(layer)) continue;
        curves[layer].push_back({start, level});
        curves[layer].push_back({end, 0.0});
      }
      before = now;
    }
    for (const auto& [layer, level] : before) curves[layer].push_back({length_s, level});
    for (auto& [layer, curve] : curves) {
      all.push_back(
          {side == 0 ? scene::Side::left : scene::Side::right, label(layer), std::move(curve)});
    }
  }
  return all;
}

std::array<double, 2> loudest_ringing(const scene::Arc& arc, double time_s) {
  std::array<double, 2> loudest = {-1.0, -1.0};
  const auto steps = arc.ringing();
  const auto later = std::ranges::partition_point(
      steps, [&](const scene::RingingStep& step) { return step.end.value() <= time_s; });
  if (later == steps.begin()) return loudest;
  for (std::size_t side = 0; side < 2; ++side) {
    for (const auto& [layer, level] : levels((later - 1)->to[side])) {
      loudest[side] = std::max(loudest[side], level);
    }
  }
  return loudest;
}

std::vector<double> drawing_times(const scene::Arc& arc, double length_s) {
  std::vector<double> times;
  for (int i = 0; i <= kEvenly; ++i) times.push_back(length_s * i / kEvenly);
  const auto moments = arc.moments();
  for (std::size_t i = 0; i < std::min(moments.size(), kMostMoments); ++i) {
    for (double t : {moments[i].value() - 1e-3, moments[i].value() + kCut}) {
      if (t > 0.0 && t < length_s) times.push_back(t);
    }
  }
  std::ranges::sort(times);
  return times;
}

}  // namespace otoscape::io::views
