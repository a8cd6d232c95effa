// SPDX-License-Identifier: Apache-2.0
#include "io/ribbons/audibility_ribbon.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "io/printable.h"
#include "io/views/axis.h"
#include "io/views/svg.h"

namespace otoscape::io::ribbons {
namespace {

using metrics::AudibilityTrack;
using Value = AudibilityTrack::Value;
using views::Axis;
namespace svg = views::svg;

constexpr double kWidth = 1090.0, kLeft = 132.0, kRight = 1060.0;  // as the pictures of scenes
constexpr double kTop = 66.0, kRibbon = 74.0, kGap = 16.0, kFoot = 30.0;  // without names
constexpr std::size_t kMostColumns = 620;  // of a ribbon: finer than this is not seen
constexpr double kLetterPx = 6.0, kNameRow = 15.0;
constexpr int kNameRows = 2;

constexpr const char* kStyle =
    "<style>\n"
    ".ink{fill:#23282f}.faint{fill:#5b6470}.rule{stroke:#c9d0d8}.field{fill:#f4f6f8}\n"
    ".left{fill:#2463b0}.right{fill:#c02f2b}.typical{fill:none;stroke:#5b6470;stroke-width:1.2;"
    "stroke-dasharray:4 3}.point{stroke:#8a6d1f;stroke-dasharray:2 3}.back{fill:#ffffff}\n"
    "@media (prefers-color-scheme: dark){\n"
    ".ink{fill:#e8ebef}.faint{fill:#a9b2bd}.rule{stroke:#3b434d}.field{fill:#1f242b}\n"
    ".left{fill:#6fa8f0}.right{fill:#f07f78}.typical{stroke:#a9b2bd}.point{stroke:#d9b65c}"
    ".back{fill:#14181d}}\n"
    "</style>\n";

std::string shown(const std::string& text) {
  constexpr std::size_t kLongest = 240;
  return svg::escaped(printable(text, kLongest));
}

// One column of a ribbon: the mean of the values in it; nothing where nobody speaks in any.
struct Column {
  double from_s, to_s;
  std::optional<double> share;
};

std::vector<Column> columns_of(const AudibilityTrack& track, float Value::*which) {
  const std::size_t each = (track.values.size() + kMostColumns - 1) / kMostColumns;
  const double begin = track.begin.value(), step = track.step.value();
  std::vector<Column> columns;
  for (std::size_t from = 0; from < track.values.size(); from += each) {
    const std::size_t to = std::min(track.values.size(), from + each);
    Column column{begin + static_cast<double>(from) * step, begin + static_cast<double>(to) * step,
                  std::nullopt};
    double sum = 0.0, count = 0.0;
    for (std::size_t i = from; i < to; ++i) {
      if (!track.values[i].speech) continue;
      sum += static_cast<double>(track.values[i].*which);
      count += 1.0;
    }
    if (count > 0.0) column.share = sum / count;
    columns.push_back(column);
  }
  return columns;
}

// The outline of the runs in which somebody speaks. closed: down to the foot, to be filled.
std::string outline(const std::vector<Column>& columns, const Axis& time, const Axis& share,
                    bool closed) {
  std::string d;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const Column& c = columns[i];
    if (!c.share) continue;
    const double x = time.px(c.from_s), end = time.px(c.to_s), y = share.px(*c.share);
    const bool begins = i == 0 || !columns[i - 1].share;
    const bool ends = i + 1 == columns.size() || !columns[i + 1].share;
    if (begins) {
      d += closed ? fmt::format("M{:.1f} {:.1f}V{:.1f}", x, share.px(0.0), y)
                  : fmt::format("M{:.1f} {:.1f}", x, y);
    } else {
      d += fmt::format("V{:.1f}", y);
    }
    d += fmt::format("H{:.1f}", end);
    if (closed && ends) d += fmt::format("V{:.1f}Z", share.px(0.0));
  }
  return d;
}

std::string ribbon(const AudibilityTrack& track, const Axis& time, double top,
                   std::string_view name) {
  const bool left = name == "left";
  const Axis share{0.0, 1.0, top + kRibbon, top};
  std::string out = svg::box(kLeft, top, kRight - kLeft, kRibbon, "class=\"field\"");
  for (const double mark : {0.0, 0.5, 1.0}) {
    const double y = share.px(mark);
    out += svg::line(kLeft, y, kRight, y, "class=\"rule\"");
    out +=
        svg::text_at(kLeft - 8.0, y + 4.0, "class=\"faint\" text-anchor=\"end\" font-size=\"11\"",
                     mark == 0.0   ? "none"
                     : mark == 1.0 ? "all"
                                   : "half");
  }
  out += fmt::format(
      "<path class=\"{}\" d=\"{}\"/>\n", name,
      outline(columns_of(track, left ? &Value::left : &Value::right), time, share, true));
  out += fmt::format("<path class=\"typical\" d=\"{}\"/>\n",
                     outline(columns_of(track, &Value::typical), time, share, false));
  return out + svg::text_at(16.0, top + 0.5 * kRibbon + 5.0,
                            "class=\"ink\" font-size=\"13\" font-weight=\"600\"",
                            left ? "Left ear" : "Right ear");
}

std::string clock_words(double seconds) {
  const auto whole = static_cast<long>(std::lround(seconds));
  return whole < 3600 ? fmt::format("{}:{:02}", whole / 60, whole % 60)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

std::string time_marks(const Axis& time, double from_s, double bottom) {
  const Axis part = views::time_axis(time.to - from_s);  // steps that suit its length
  const double step = part.ticks.size() > 1 ? part.ticks[1] - part.ticks[0] : time.to;
  std::string out;
  for (double tick = step * std::ceil(from_s / step); tick <= time.to + 1e-6; tick += step) {
    const double x = time.px(tick);
    out += svg::line(x, bottom, x, bottom + 5.0, "class=\"rule\"");
    out += svg::text_at(x, bottom + 18.0, "class=\"faint\" text-anchor=\"middle\" font-size=\"11\"",
                        clock_words(tick));
  }
  return out;
}

// Lines through the ribbons; names where there is room, in two rows.
std::string points_of(const std::vector<RibbonPoint>& points, const Axis& time, double bottom) {
  std::string out;
  double free_from[kNameRows] = {};
  for (const RibbonPoint& point : points) {
    if (point.time.value() < time.from || point.time.value() > time.to) continue;
    const double x = time.px(point.time.value());
    out += svg::line(x, kTop - 4.0, x, bottom, "class=\"point\"");
    if (point.name.empty()) continue;
    const double wide = kLetterPx * static_cast<double>(point.name.size()) + 10.0;
    const double at = std::min(x, kRight - wide);
    for (int row = 0; row < kNameRows; ++row) {
      if (at < free_from[row]) continue;
      free_from[row] = at + wide;
      out += svg::text_at(at + 2.0, bottom + 36.0 + kNameRow * row,
                          "class=\"faint\" font-size=\"11\"", shown(point.name));
      break;
    }
  }
  return out;
}

}  // namespace

std::string audibility_ribbon(const AudibilityTrack& track, const RibbonText& text,
                              const std::vector<RibbonPoint>& points) {
  const double from = track.begin.value();
  const double to =
      from + std::max(1.0, static_cast<double>(track.values.size())) * track.step.value();
  const Axis time{from, to, kLeft, kRight};
  std::string ribbons;
  double top = kTop;
  for (const char* name : {"left", "right"}) {
    if (!(std::string_view(name) == "left" ? text.left : text.right)) continue;
    ribbons += ribbon(track, time, top, name);
    top += kRibbon + kGap;
  }
  const bool named = std::ranges::any_of(points, [](const auto& p) { return !p.name.empty(); });
  const double bottom = top - kGap;
  const double height = bottom + kFoot + (named ? kNameRows * kNameRow + 10.0 : 0.0);
  const std::string title = shown(text.title);
  const std::string summary = shown(text.summary);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" aria-labelledby=\"ribbon-title ribbon-desc\" "
      "font-family=\"system-ui, sans-serif\">\n"
      "<title id=\"ribbon-title\">{2}</title>\n<desc id=\"ribbon-desc\">{3}. A ribbon for each ear "
      "along the time: its height is the share of speech that the ear can use; a dashed line is "
      "that of typical hearing; gaps are where nobody speaks.</desc>\n",
      kWidth, height, title, summary);
  out += kStyle;
  out += svg::box(0.0, 0.0, kWidth, height, "class=\"back\"");
  out += svg::text_at(16.0, 26.0, "class=\"ink\" font-size=\"16\" font-weight=\"600\"", title);
  out += svg::text_at(16.0, 47.0, "class=\"faint\" font-size=\"12\"",
                      summary + " · dashed: typical hearing in the room");
  out += ribbons + points_of(points, time, bottom) + time_marks(time, from, bottom);
  return out + "</svg>\n";
}

}  // namespace otoscape::io::ribbons
