// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "io/strip/point.h"

namespace otoscape::io::strip {

// sRGB and opacity, 0…1.
struct Ink {
  double red, green, blue, opacity = 1.0;

  constexpr Ink faint(double part) const { return {red, green, blue, opacity * part}; }
};
constexpr Ink ink(std::uint32_t rgb, double opacity = 1.0) {
  return {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0, opacity};
}

// A picture with soft edges: boxes, lines and words of lines, over whatever lies below.
class Raster {
 public:
  // aspect: width of a pixel to its height. A unit is as high as a pixel.
  Raster(int width, int height, double aspect);

  int width() const { return width_; }
  int height() const { return height_; }
  double units_across() const { return width_ * aspect_; }
  // Rows from the top, four bytes a pixel: red, green and blue times the opacity, and the opacity.
  std::span<const std::uint8_t> pixels() const { return pixels_; }

  // Replaces what is there.
  void clear(Box box, Ink ink);
  void fill(Box box, Ink ink);
  // A line through points, with round ends; a point alone is a dot. Pieces of it that cross are not
  // laid over each other.
  void stroke(std::span<const std::vector<Point>> lines, double thick, Ink ink);
  void stroke(const std::vector<Point>& line, double thick, Ink ink) {
    stroke({&line, 1}, thick, ink);
  }
  void circle(Point centre, double radius, double thick, Ink ink);
  // Words of digits, small letters and a few others (glyphs.h), their base line beginning at `at`,
  // capital letters `size` high. Answers where they end.
  double write(std::string_view words, Point at, double size, Ink ink);

  // Columns of pixels that lie in part between these units.
  int column(double units) const;

 private:
  void lay(int x, int y, Ink ink, double part);

  int width_, height_;
  double aspect_;
  std::vector<std::uint8_t> pixels_;
};

// How far words reach, in units.
double words_width(std::string_view words, double size);

}  // namespace otoscape::io::strip
