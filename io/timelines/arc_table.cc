// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/arc_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/views/arc_curves.h"
#include "otoscape/scene/arc.h"

namespace otoscape::io::timelines {
namespace {

constexpr double kMostRows = 1e6;
constexpr double kCut = 0.010;   // s: a cut is through
constexpr double kApart = 1e-4;  // s: rows nearer than that are one

std::string decibels(double lin) {
  return lin > 0.0 ? fmt::format("{:.2f}", 20.0 * std::log10(lin)) : "";
}

std::vector<double> row_times(const scene::Arc& arc, const ArcTableTimes& asked) {
  const double length = asked.length.value();
  std::vector<double> times;
  const auto rows = static_cast<std::int64_t>(length / asked.step.value() + 1e-9);
  for (std::int64_t i = 0; i <= rows; ++i) {
    times.push_back(static_cast<double>(i) * asked.step.value());
  }
  const auto add = [&](double time) {
    if (time >= 0.0 && time <= length) times.push_back(time);
  };
  add(length);
  for (const scene::Keyframe& k : arc.keyframes()) {
    add(k.time.value());
    for (const auto& ramp : {std::optional(k.ramp), k.perspective_ramp, k.body_ramp, k.felt_ramp}) {
      if (ramp) add(k.time.value() - ramp->over.value());
    }
  }
  for (Seconds moment : arc.moments()) {
    add(moment.value());
    add(moment.value() + kCut);
  }
  std::ranges::sort(times);
  const auto near = [](double a, double b) { return b - a < kApart; };
  times.erase(std::unique(times.begin(), times.end(), near), times.end());
  return times;
}

// Between two of a curve's points in proportion; of two at one time, the later.
double value_at(const views::Curve& curve, double time) {
  const auto later = std::ranges::partition_point(
      curve, [&](const views::CurvePoint& point) { return point.time_s <= time; });
  if (later == curve.begin()) return curve.empty() ? 0.0 : curve.front().value;
  const views::CurvePoint& before = *(later - 1);
  if (later == curve.end()) return before.value;
  const double share = (time - before.time_s) / (later->time_s - before.time_s);
  return before.value + share * (later->value - before.value);
}

std::string ringing(const std::vector<views::RingingCurve>& curves, scene::Side side, double time) {
  double loudest = 0.0;
  for (const views::RingingCurve& one : curves) {
    if (one.side == side) loudest = std::max(loudest, value_at(one.level_db_spl, time));
  }
  return loudest > 0.0 ? fmt::format("{:.1f}", loudest) : "";
}

std::string threshold(const scene::Arc& arc, scene::Side side, double time) {
  const auto ear = arc.ear(side, Seconds(time));
  if (ear.implant) return "";
  return fmt::format("{:.1f}", views::mean_hearing_level(ear).value());
}

}  // namespace

Result<std::string> arc_table(const scene::Scene& scene, const FilmClock& clock,
                              const ArcTableTimes& asked) {
  if (asked.length.value() / asked.step.value() > kMostRows) {
    return failed("the table would have more than a million rows; give a longer --step");
  }
  const scene::Arc arc(scene.keyframes);
  const auto curves = views::ringing_curves(arc, asked.length.value());
  std::string csv =
      "time_s,timecode,perspective,leak_db,stillness_db,stress,left_db_hl,right_db_hl,"
      "left_ringing_db_spl,right_ringing_db_spl,breath_db,heart_db,steps_db,track_db,felt_db,"
      "water_db\n";
  using scene::Side;
  for (double time : row_times(arc, asked)) {
    const scene::MixState mix = arc.mix(Seconds(time));
    const auto& body = mix.body;
    csv += fmt::format("{:.4f},{},{:.4f},{},{},{:.4f},", time,
                       clock.rate ? written(Seconds(time), clock) : "", mix.perspective,
                       decibels(mix.leak_lin), decibels(mix.stillness_lin), mix.stress);
    csv += fmt::format("{},{},{},{},", threshold(arc, Side::left, time),
                       threshold(arc, Side::right, time), ringing(curves, Side::left, time),
                       ringing(curves, Side::right, time));
    csv += fmt::format("{},{},{},{},{},{}\n", decibels(body.breath_lin), decibels(body.heart_lin),
                       decibels(body.thuds_lin), decibels(body.track_lin),
                       decibels(mix.felt.body_lin), decibels(mix.felt.water_lin));
  }
  return csv;
}

}  // namespace otoscape::io::timelines
