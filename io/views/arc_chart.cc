// SPDX-License-Identifier: Apache-2.0
#include "io/views/arc_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/files/timecode.h"
#include "io/printable.h"
#include "io/views/svg.h"

namespace otoscape::io::views {
namespace {

constexpr double kStraightPx = 0.25;
constexpr std::size_t kLongestStraight = 12;  // points; so that small bends do not add up
constexpr std::size_t kMostCorners = 220;     // of a path
constexpr double kLetterPx = 6.0;             // at 11 px
constexpr int kMostTimecodes = 10;            // along the axis: each is twice as wide as a time

struct Pixel {
  double x, y;
};

bool is_straight(const Pixel& a, const Pixel& b, const Pixel& c, double tolerance) {
  if (c.x - a.x < 1e-9) return false;
  const double part = (b.x - a.x) / (c.x - a.x);
  return std::abs(std::lerp(a.y, c.y, part) - b.y) < tolerance;
}

std::vector<Pixel> corners(const std::vector<Pixel>& all, double tolerance) {
  std::vector<Pixel> kept;
  std::size_t dropped = 0;
  for (const Pixel& here : all) {
    const std::size_t n = kept.size();
    const bool level = n > 1 && kept[n - 1].y == here.y && kept[n - 2].y == here.y;
    if (n > 1 && is_straight(kept[n - 2], kept[n - 1], here, tolerance) &&
        (level || dropped < kLongestStraight)) {
      kept.back() = here;
      ++dropped;
    } else {
      kept.push_back(here);
      dropped = 0;
    }
  }
  return kept;
}

// A curve with more corners than a picture of this width can show is drawn more coarsely.
std::vector<Pixel> drawable(std::vector<Pixel> all) {
  std::vector<Pixel> kept = corners(all, kStraightPx);
  for (double px = 2.0 * kStraightPx; kept.size() > kMostCorners && px < 20.0; px *= 2.0) {
    kept = corners(all, px);
  }
  const std::size_t stride = (kept.size() + kMostCorners - 1) / kMostCorners;
  std::vector<Pixel> every;
  for (std::size_t i = 0; i < kept.size(); i += std::max<std::size_t>(stride, 1)) {
    every.push_back(kept[i]);
  }
  if (!kept.empty() && every.back().x < kept.back().x) every.push_back(kept.back());
  return every;
}

}  // namespace

double Panel::y(double value) const { return Axis{at_top, at_bottom, top, bottom}.held_px(value); }

std::string path_of(const Axis& axis, const Panel& panel, const Curve& curve,
                    std::string_view style, std::string_view fill) {
  std::vector<Pixel> all;
  for (const CurvePoint& p : curve) {
    all.push_back({axis.held_px(p.time_s), panel.y(p.value)});
  }
  std::string d;
  for (const Pixel& p : drawable(std::move(all)))
    d += fmt::format("{}{:.1f} {:.1f}", d.empty() ? "M" : "L", p.x, p.y);
  return fmt::format("<path d=\"{}\" fill=\"{}\" {}/>\n", d, fill, style);
}

std::string panel_frame(const Axis& axis, const Panel& panel, std::string_view name,
                        std::string_view unit, const std::vector<double>& marks) {
  std::string out;
  const TickLook look{axis.from_px, axis.to_px, "stroke=\"#e1e5ea\"", axis.from_px - 8.0,
                      "text-anchor=\"end\" font-size=\"11\""};
  for (double mark : marks) out += y_tick(panel.y(mark), look, number_words(mark));
  const double middle = 0.5 * (panel.top + panel.bottom);
  out += svg::text_at(12.0, middle - (unit.empty() ? -4.0 : 2.0), "font-size=\"13\"", name);
  if (!unit.empty()) {
    out += svg::text_at(12.0, middle + 14.0, "font-size=\"11\" fill=\"#4a525c\"", unit);
  }
  return out + svg::box(axis.from_px, panel.top, axis.to_px - axis.from_px,
                        panel.bottom - panel.top, "fill=\"none\" stroke=\"#8a939e\"");
}

std::string time_lines(const Axis& axis, const scene::Scene& scene, double top, double bottom) {
  const TickLook look{top, bottom, "stroke=\"#eceff2\"", bottom + 17.0,
                      "text-anchor=\"middle\" font-size=\"12\""};
  if (scene.notation == scene::TimeNotation::seconds) {
    return x_ticks(axis, look, [](double time_s) { return files::written(Seconds(time_s)); });
  }
  std::string out;
  for (const Seconds time : files::round_timecodes(scene, Seconds(axis.to), kMostTimecodes)) {
    out += x_tick(axis.px(time.value()), look, files::written(time, scene));
  }
  return out;
}

std::string labels(const std::vector<Label>& all, double top, int rows, double right) {
  std::string out;
  std::vector<double> free_from(static_cast<std::size_t>(rows), -1e9);
  for (const Label& label : all) {
    const std::string text = printable(label.text, 40);
    const double width = kLetterPx * static_cast<double>(text.size());
    const bool turned = label.x + width > right;  // ends at its place instead of beginning there
    const double from = turned ? label.x - width : label.x;
    const auto row = std::ranges::find_if(free_from, [&](double free) { return free < from; });
    if (row == free_from.end()) continue;
    *row = from + width + 10.0;
    const double y = top + kLabelRow * (static_cast<double>(row - free_from.begin()) + 0.75);
    out += svg::text_at(label.x + (turned ? -3.0 : 3.0), y,
                        turned ? "text-anchor=\"end\" font-size=\"11\"" : "font-size=\"11\"",
                        svg::escaped(text));
  }
  return out;
}

}  // namespace otoscape::io::views
