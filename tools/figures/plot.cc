// SPDX-License-Identifier: Apache-2.0
#include "tools/figures/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include "io/views/svg.h"

namespace otoscape::figures {
namespace {

namespace svg = io::views::svg;

constexpr double kWidth = 760.0, kLeft = 68.0, kRight = 190.0, kTop = 34.0, kBottom = 46.0;
constexpr double kPlotWidth = kWidth - kLeft - kRight;
constexpr double kGap = 14.0, kLegendLine = 19.0;

constexpr std::array<const char*, 8> kColours = {"#0072b2", "#d55e00", "#009e73", "#a0457e",
                                                 "#c98500", "#3a9fd6", "#000000", "#8a8a8a"};

const char* of(Colour colour) { return kColours[static_cast<std::size_t>(colour)]; }

std::string pen(Colour colour, bool dashed) {
  return "fill=\"none\" stroke=\"" + std::string(of(colour)) + "\" stroke-width=\"2\"" +
         (dashed ? " stroke-dasharray=\"6 4\"" : "") + " stroke-linejoin=\"round\"";
}

std::string dot(double x, double y, Colour colour) {
  return fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3.2\" fill=\"{}\"/>\n", x, y,
                     of(colour));
}

}  // namespace

Plot::Plot(std::string title, Axis x, Axis y, double height)
    : title_(std::move(title)), x_(std::move(x)), y_(std::move(y)), height_(height) {
  x_.scale = x_.scale.on(kLeft, kLeft + kPlotWidth);
  y_.scale = y_.scale.on(kTop + plot_height(), kTop);
}

void Plot::line(Points points, Colour colour, std::string label) {
  series_.push_back({Kind::line, std::move(points), colour, std::move(label)});
}
void Plot::dashes(Points points, Colour colour, std::string label) {
  series_.push_back({Kind::dashes, std::move(points), colour, std::move(label)});
}
void Plot::dots(Points points, Colour colour, std::string label) {
  series_.push_back({Kind::dots, std::move(points), colour, std::move(label)});
}
void Plot::level(double y, std::string words) { marks_.push_back({true, y, std::move(words)}); }
void Plot::moment(double x, std::string words) { marks_.push_back({false, x, std::move(words)}); }

double Plot::plot_height() const { return height_ - kTop - kBottom; }

std::string Plot::grid(double top) const {
  constexpr std::string_view kThin = "stroke=\"#e2e2e2\"";
  const double bottom = top + kTop + plot_height();
  std::string out =
      x_ticks(x_.scale, {top + kTop, bottom, kThin, bottom + 17, "text-anchor=\"middle\""},
              x_.scale.logarithmic ? io::views::hertz_words : io::views::number_words);
  const io::views::TickLook levels{kLeft, kLeft + kPlotWidth, kThin, kLeft - 8,
                                   "text-anchor=\"end\""};
  for (double v : y_.scale.ticks) out += y_tick(to_y(v, top), levels, io::views::number_words(v));
  out += svg::text_at(kLeft + kPlotWidth / 2, bottom + 36, "text-anchor=\"middle\"", x_.label);
  const double middle = top + kTop + plot_height() / 2;
  return out +
         svg::text_at(
             18, middle,
             fmt::format("text-anchor=\"middle\" transform=\"rotate(-90 18 {:.1f})\"", middle),
             y_.label);
}

std::string Plot::series(const Series& s, double top) const {
  std::string out;
  if (s.kind == Kind::dots) {
    for (Point p : s.points) {
      const bool inside = std::clamp(p.x, x_.scale.from, x_.scale.to) == p.x &&
                          p.y >= std::min(y_.scale.from, y_.scale.to) &&
                          p.y <= std::max(y_.scale.from, y_.scale.to);
      if (inside) out += dot(to_x(p.x), to_y(p.y, top), s.colour);
    }
    return out;
  }
  // Keeps coordinates of what is cut off small.
  const double far = 4.0 * std::abs(y_.scale.to - y_.scale.from);
  const double lowest = std::min(y_.scale.from, y_.scale.to) - far,
               highest = std::max(y_.scale.from, y_.scale.to) + far;
  std::string path;
  for (Point p : s.points) {
    if (!std::isfinite(p.x)) continue;
    const double y = std::isnan(p.y) ? lowest : std::clamp(p.y, lowest, highest);
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : "L", to_x(p.x), to_y(y, top));
  }
  return "<path d=\"" + path + "\" " + pen(s.colour, s.kind == Kind::dashes) + "/>\n";
}

std::string Plot::mark(const Mark& m, double top) const {
  const std::string style = "stroke=\"#555555\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"";
  const std::string small = "font-size=\"11\" fill=\"#444444\"";
  if (m.horizontal) {
    const double y = to_y(m.at, top), right = kLeft + kPlotWidth;
    return svg::line(kLeft, y, right, y, style) + svg::text_at(right + 16, y + 4, small, m.words);
  }
  const double x = to_x(m.at);
  return svg::line(x, top + kTop, x, top + kTop + plot_height(), style) +
         svg::text_at(x + 5, top + kTop + 13, small, m.words);
}

std::string Plot::legend(double top) const {
  const double left = kLeft + kPlotWidth + 16;
  double y = top + kTop + 8;
  std::string out;
  for (const Series& s : series_) {
    if (s.label.empty()) continue;
    if (s.kind == Kind::dots) {
      out += dot(left + 11, y, s.colour);
    } else {
      out += svg::line(left, y, left + 22, y, pen(s.colour, s.kind == Kind::dashes));
    }
    out += svg::text_at(left + 29, y + 4, "", s.label);
    y += kLegendLine;
  }
  return out;
}

std::string Plot::svg(double top, int id) const {
  const std::string clip = "clip" + std::to_string(id);
  std::string out = svg::text_at(kLeft, top + 22, "font-weight=\"bold\" font-size=\"14\"", title_);
  out += grid(top);
  out += "<clipPath id=\"" + clip + "\">" +
         fmt::format(
             "<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\"/></clipPath>\n",
             kLeft, top + kTop, kPlotWidth, plot_height());
  out += "<g clip-path=\"url(#" + clip + ")\">\n";
  for (const Series& s : series_) out += series(s, top);
  out += "</g>\n";
  for (const Mark& m : marks_) out += mark(m, top);
  out += svg::box(kLeft, top + kTop, kPlotWidth, plot_height(), "fill=\"none\" stroke=\"#777777\"");
  return out + legend(top);
}

bool write_figure(const std::string& path, const std::vector<Plot>& plots) {
  double height = kGap / 2, top = kGap / 2;
  for (const Plot& plot : plots) height += plot.height() + kGap / 2;
  std::ofstream out(path);
  out << fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {:.1f} {:.1f}",
                     kWidth, height)
      << "\" font-family=\"sans-serif\" font-size=\"12.5\" fill=\"#222222\">\n"
      << "<rect width=\"100%\" height=\"100%\" rx=\"6\" fill=\"#ffffff\"/>\n";
  int id = 0;
  for (const Plot& plot : plots) {
    out << plot.svg(top, id++);
    top += plot.height() + kGap / 2;
  }
  out << "</svg>\n";
  out.close();
  return !out.fail();
}

}  // namespace otoscape::figures
