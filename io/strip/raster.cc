// SPDX-License-Identifier: Apache-2.0
#include "io/strip/raster.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "io/strip/glyphs.h"

namespace otoscape::io::strip {
namespace {

constexpr double kThick = 0.13, kBetween = 2.4;  // of letters: parts of their size, grid units

// Squared distance of a point from a piece of a line.
double distance2(Point p, Point a, Point b) {
  const double dx = b.x - a.x, dy = b.y - a.y, length2 = dx * dx + dy * dy;
  const double along =
      length2 > 0.0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length2, 0.0, 1.0) : 0.0;
  const double x = p.x - a.x - along * dx, y = p.y - a.y - along * dy;
  return x * x + y * y;
}

double distance(Point p, std::span<const std::vector<Point>> lines) {
  double least = std::numeric_limits<double>::infinity();
  for (const auto& line : lines) {
    if (line.size() == 1) least = std::min(least, distance2(p, line[0], line[0]));
    for (std::size_t i = 1; i < line.size(); ++i)
      least = std::min(least, distance2(p, line[i - 1], line[i]));
  }
  return std::sqrt(least);
}

// The length of [from, to] that lies in the pixel at `at`.
double overlap(double from, double to, int at) {
  return std::clamp(std::min(to, at + 1.0) - std::max(from, static_cast<double>(at)), 0.0, 1.0);
}

std::uint8_t byte(double value) {
  return static_cast<std::uint8_t>(std::lround(255.0 * std::clamp(value, 0.0, 1.0)));
}

}  // namespace

Raster::Raster(int width, int height, double aspect)
    : width_(width),
      height_(height),
      aspect_(aspect),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * 4) {}

int Raster::column(double units) const {
  return std::clamp(static_cast<int>(std::floor(units / aspect_ + 1e-9)), 0, width_);
}

void Raster::clear(Box box, Ink ink) {
  const std::uint8_t fresh[4] = {byte(ink.red * ink.opacity), byte(ink.green * ink.opacity),
                                 byte(ink.blue * ink.opacity), byte(ink.opacity)};
  const int x1 = std::min(width_, column(box.x + box.width) + 1);
  const int y0 = std::max(0, static_cast<int>(std::floor(box.y)));
  const int y1 = std::min(height_, static_cast<int>(std::ceil(box.y + box.height)));
  for (int y = y0; y < y1; ++y) {
    for (int x = column(box.x); x < x1; ++x)
      std::copy_n(fresh, 4, pixels_.data() + (static_cast<std::size_t>(y) * width_ + x) * 4);
  }
}

void Raster::lay(int x, int y, Ink ink, double part) {
  const double opacity = ink.opacity * part;
  if (opacity <= 0.0) return;
  auto* pixel =
      pixels_.data() + (static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + x) * 4;
  const double over[4] = {ink.red, ink.green, ink.blue, 1.0};
  for (int k = 0; k < 4; ++k)
    pixel[k] = byte(over[k] * opacity + pixel[k] / 255.0 * (1.0 - opacity));
}

void Raster::fill(Box box, Ink ink) {
  const double from_x = box.x / aspect_, to_x = (box.x + box.width) / aspect_;
  const double from_y = box.y, to_y = box.y + box.height;
  const int y1 = std::min(height_, static_cast<int>(std::ceil(to_y)));
  for (int y = std::max(0, static_cast<int>(std::floor(from_y))); y < y1; ++y) {
    const int x1 = std::min(width_, static_cast<int>(std::ceil(to_x)));
    for (int x = std::max(0, static_cast<int>(std::floor(from_x))); x < x1; ++x)
      lay(x, y, ink, overlap(from_x, to_x, x) * overlap(from_y, to_y, y));
  }
}

void Raster::stroke(std::span<const std::vector<Point>> lines, double thick, Ink ink) {
  constexpr double kFar = std::numeric_limits<double>::infinity();
  double x0 = kFar, x1 = -kFar, y0 = kFar, y1 = -kFar;
  for (const auto& line : lines) {
    for (const Point p : line) {
      x0 = std::min(x0, p.x), x1 = std::max(x1, p.x);
      y0 = std::min(y0, p.y), y1 = std::max(y1, p.y);
    }
  }
  if (x0 > x1) return;
  const double reach = 0.5 * thick + 1.0;
  const int right = std::min(width_, column(x1 + reach) + 1);
  const int bottom = std::min(height_, static_cast<int>(std::ceil(y1 + reach)));
  // Sharper where pixels are smaller than a unit.
  const double pixels_a_unit = 1.0 / std::sqrt(aspect_);
  for (int y = std::max(0, static_cast<int>(std::floor(y0 - reach))); y < bottom; ++y) {
    for (int x = column(x0 - reach); x < right; ++x) {
      const double d = distance({(x + 0.5) * aspect_, y + 0.5}, lines);
      lay(x, y, ink, std::clamp(0.5 + (0.5 * thick - d) * pixels_a_unit, 0.0, 1.0));
    }
  }
}

void Raster::circle(Point centre, double radius, double thick, Ink ink) {
  constexpr int kCorners = 32;
  std::vector<Point> around;
  for (int i = 0; i <= kCorners; ++i) {
    const double angle = 2.0 * std::numbers::pi * i / kCorners;
    around.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
  }
  stroke(around, thick, ink);
}

double Raster::write(std::string_view words, Point at, double size, Ink ink) {
  const double scale = size / kGlyphHeight;
  double x = at.x;
  for (const char letter : words) {
    const Glyph glyph = glyph_of(letter);
    std::vector<std::vector<Point>> lines = glyph.lines;
    for (auto& line : lines)
      for (Point& p : line) p = {x + scale * p.x, at.y - scale * p.y};
    stroke(lines, std::max(1.0, kThick * size), ink);
    x += scale * (glyph.width + kBetween);
  }
  return x;
}

double words_width(std::string_view words, double size) {
  double width = 0.0;
  for (const char letter : words) width += glyph_of(letter).width + kBetween;
  return std::max(0.0, width - kBetween) * size / kGlyphHeight;
}

}  // namespace otoscape::io::strip
