// SPDX-License-Identifier: Apache-2.0
#include "tools/figures/plot.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>

namespace otoscape::figures {
namespace {

constexpr double kWidth = 760.0, kLeft = 68.0, kRight = 190.0, kTop = 34.0, kBottom = 46.0;
constexpr double kPlotWidth = kWidth - kLeft - kRight;
constexpr double kGap = 14.0, kLegendLine = 19.0;

constexpr std::array<const char*, 8> kColours = {"#0072b2", "#d55e00", "#009e73", "#a0457e",
                                                 "#c98500", "#3a9fd6", "#000000", "#8a8a8a"};

const char* of(Colour colour) { return kColours[static_cast<std::size_t>(colour)]; }

// A coordinate: a tenth of a unit is finer than any screen shows.
std::string c(double v) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f", v + 0.0);
  return text.data();
}

std::string number(double v) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%g", std::abs(v) < 1e-9 ? 0.0 : v);
  const bool negative = text.front() == '-';
  return negative ? "\u2212" + std::string(text.data() + 1) : std::string(text.data());
}

std::string tick_words(double v, bool logarithmic) {
  return logarithmic && v >= 1000.0 ? number(v / 1000.0) + "k" : number(v);
}

std::string text(double x, double y, const std::string& words, const std::string& more = "") {
  return "<text x=\"" + c(x) + "\" y=\"" + c(y) + "\"" + (more.empty() ? "" : " " + more) + ">" +
         words + "</text>\n";
}

std::string stroke(double x1, double y1, double x2, double y2, const std::string& style) {
  return "<line x1=\"" + c(x1) + "\" y1=\"" + c(y1) + "\" x2=\"" + c(x2) + "\" y2=\"" + c(y2) +
         "\" " + style + "/>\n";
}

std::string pen(Colour colour, bool dashed) {
  return "fill=\"none\" stroke=\"" + std::string(of(colour)) + "\" stroke-width=\"2\"" +
         (dashed ? " stroke-dasharray=\"6 4\"" : "") + " stroke-linejoin=\"round\"";
}

std::string dot(double x, double y, Colour colour) {
  return "<circle cx=\"" + c(x) + "\" cy=\"" + c(y) + "\" r=\"3.2\" fill=\"" + of(colour) +
         "\"/>\n";
}

}  // namespace

Plot::Plot(std::string title, Axis x, Axis y, double height)
    : title_(std::move(title)), x_(std::move(x)), y_(std::move(y)), height_(height) {}

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

double Plot::to_x(double value) const {
  const double part = x_.logarithmic ? std::log(value / x_.from) / std::log(x_.to / x_.from)
                                     : (value - x_.from) / (x_.to - x_.from);
  return kLeft + part * kPlotWidth;
}

double Plot::to_y(double value, double top) const {
  return top + kTop + plot_height() * (1.0 - (value - y_.from) / (y_.to - y_.from));
}

std::string Plot::grid(double top) const {
  const std::string thin = "stroke=\"#e2e2e2\"";
  const double bottom = top + kTop + plot_height(), right = kLeft + kPlotWidth;
  std::string out;
  for (double v : x_.ticks) {
    out += stroke(to_x(v), top + kTop, to_x(v), bottom, thin);
    out += text(to_x(v), bottom + 17, tick_words(v, x_.logarithmic), "text-anchor=\"middle\"");
  }
  for (double v : y_.ticks) {
    out += stroke(kLeft, to_y(v, top), right, to_y(v, top), thin);
    out += text(kLeft - 8, to_y(v, top) + 4, tick_words(v, false), "text-anchor=\"end\"");
  }
  out += text(kLeft + kPlotWidth / 2, bottom + 36, x_.label, "text-anchor=\"middle\"");
  const double middle = top + kTop + plot_height() / 2;
  out += text(18, middle, y_.label,
              "text-anchor=\"middle\" transform=\"rotate(-90 18 " + c(middle) + ")\"");
  return out;
}

std::string Plot::series(const Series& s, double top) const {
  std::string out;
  if (s.kind == Kind::dots) {
    for (Point p : s.points) {
      const bool inside = std::clamp(p.x, x_.from, x_.to) == p.x &&
                          p.y >= std::min(y_.from, y_.to) && p.y <= std::max(y_.from, y_.to);
      if (inside) out += dot(to_x(p.x), to_y(p.y, top), s.colour);
    }
    return out;
  }
  // Keeps coordinates of what is cut off small.
  const double far = 4.0 * std::abs(y_.to - y_.from);
  const double lowest = std::min(y_.from, y_.to) - far, highest = std::max(y_.from, y_.to) + far;
  std::string path;
  for (Point p : s.points) {
    if (!std::isfinite(p.x)) continue;
    const double y = std::isnan(p.y) ? lowest : std::clamp(p.y, lowest, highest);
    path += path.empty() ? "M" : "L";
    path += c(to_x(p.x)) + " " + c(to_y(y, top));
  }
  return "<path d=\"" + path + "\" " + pen(s.colour, s.kind == Kind::dashes) + "/>\n";
}

std::string Plot::mark(const Mark& m, double top) const {
  const std::string style = "stroke=\"#555555\" stroke-width=\"1.2\" stroke-dasharray=\"2 3\"";
  const std::string small = "font-size=\"11\" fill=\"#444444\"";
  if (m.horizontal) {
    const double y = to_y(m.at, top), right = kLeft + kPlotWidth;
    return stroke(kLeft, y, right, y, style) + text(right + 16, y + 4, m.words, small);
  }
  const double x = to_x(m.at);
  return stroke(x, top + kTop, x, top + kTop + plot_height(), style) +
         text(x + 5, top + kTop + 13, m.words, small);
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
      out += stroke(left, y, left + 22, y, pen(s.colour, s.kind == Kind::dashes));
    }
    out += text(left + 29, y + 4, s.label);
    y += kLegendLine;
  }
  return out;
}

std::string Plot::svg(double top, int id) const {
  const std::string clip = "clip" + std::to_string(id);
  const std::string box = "x=\"" + c(kLeft) + "\" y=\"" + c(top + kTop) + "\" width=\"" +
                          c(kPlotWidth) + "\" height=\"" + c(plot_height()) + "\"";
  std::string out = text(kLeft, top + 22, title_, "font-weight=\"bold\" font-size=\"14\"");
  out += grid(top);
  out += "<clipPath id=\"" + clip + "\"><rect " + box + "/></clipPath>\n";
  out += "<g clip-path=\"url(#" + clip + ")\">\n";
  for (const Series& s : series_) out += series(s, top);
  out += "</g>\n";
  for (const Mark& m : marks_) out += mark(m, top);
  out += "<rect " + box + " fill=\"none\" stroke=\"#777777\"/>\n";
  return out + legend(top);
}

bool write_figure(const std::string& path, const std::vector<Plot>& plots) {
  double height = kGap / 2, top = kGap / 2;
  for (const Plot& plot : plots) height += plot.height() + kGap / 2;
  std::ofstream out(path);
  out << "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " << c(kWidth) << " " << c(height)
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
