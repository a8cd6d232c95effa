// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "apps/demo/picture/geometry.h"

struct _cairo;
struct _cairo_surface;

namespace otoscape::demo::picture {

// Red, green and blue as shown on a screen, and opacity: 0…1.
struct Ink {
  double red, green, blue;
  double alpha = 1.0;

  constexpr Ink faint(double part) const { return {red, green, blue, alpha * part}; }
};

constexpr Ink ink(std::uint32_t rgb, double alpha = 1.0) {
  return {(rgb >> 16 & 255) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0, alpha};
}
// part 0 gives a, 1 gives b.
constexpr Ink blend(Ink a, Ink b, double part) {
  const auto mix = [part](double from, double to) { return from + (to - from) * part; };
  return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue), mix(a.alpha, b.alpha)};
}

// Colours along a line, or from a circle's centre to its edge.
struct Shade {
  struct Stop {
    double at;  // 0…1
    Ink ink;
  };
  static Shade along(Point from, Point to, std::vector<Stop> stops) {
    return {from, to, 0.0, std::move(stops)};
  }
  static Shade around(Point centre, double radius, std::vector<Stop> stops) {
    return {centre, centre, radius, std::move(stops)};
  }

  Point from, to;
  double radius;  // 0: along a line
  std::vector<Stop> stops;
};

// A picture and what draws into it, by cairo. Paths are begun, then filled, stroked or clipped to;
// each of these ends the path.
class Canvas {
 public:
  // `scale` pixels a unit.
  Canvas(int width, int height, double scale = 1.0);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  int width() const { return width_; }
  int height() const { return height_; }
  // Rows from the top, four bytes a pixel: blue, green, red and one without meaning.
  std::span<const std::uint8_t> pixels() const;

  // Position, scale and clip are as before when the scope ends.
  class Scope {
   public:
    explicit Scope(_cairo* cairo);
    ~Scope();
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;

   private:
    _cairo* cairo_;
  };
  [[nodiscard]] Scope scope() { return Scope(cairo_); }
  void shift(Point by);
  void scale(double x, double y);
  void scale(double both) { scale(both, both); }
  void turn(double radians);

  Canvas& begin(Point at);
  Canvas& to(Point at);
  Canvas& curve(Point near_last, Point near_next, Point at);
  Canvas& close();
  Canvas& polygon(std::initializer_list<Point> corners);
  Canvas& blob(std::span<const Point> points);  // a closed, smooth line through all
  Canvas& blob(std::initializer_list<Point> points) {
    return blob({points.begin(), points.size()});
  }
  Canvas& string(std::initializer_list<Point> points);  // an open one
  Canvas& circle(Point centre, double radius) { return ellipse(centre, radius, radius); }
  Canvas& ellipse(Point centre, double across, double down, double turned = 0.0);
  Canvas& box(Box box, double corner = 0.0);
  Canvas& limb(Point a, Point b, double radius_a, double radius_b);  // thicker at one end

  void fill(Ink ink);
  void fill(const Shade& shade);
  void stroke(Ink ink, double width);
  void clip();
  void cover(const Shade& shade);  // all of the picture
  void cover(Ink ink);
  void add_light(const Shade& shade);  // brightens what lies under the path, which it ends
  // An oval that fades from its middle to its edge: laid over, or as light.
  void glow(Point centre, double across, double down, Ink ink);
  void glow_light(Point centre, double across, double down, Ink ink);

  // What is drawn until `end_group` is one sheet, on which `tint` colours only what is drawn. No
  // more than `within` is drawn.
  void begin_group(Box within);
  void tint(const Shade& shade);
  void end_group(double alpha = 1.0);

  // Another picture, its upper left corner at `at`, `units` wide; softened where it is enlarged.
  void paste(const Canvas& picture, Point at, double units);

  struct Words {
    std::string_view text;
    Point at;  // start of the base line
    double size;
    Ink ink;
    bool bold = false;
  };
  void write(const Words& words);

  // Moves each pixel by one step or none, so that slow shades show no bands.
  void roughen();

 private:
  int width_, height_;
  _cairo_surface* surface_;
  _cairo* cairo_;
};

}  // namespace otoscape::demo::picture
