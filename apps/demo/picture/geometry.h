// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::demo::picture {

// Units of the picture: 1280 across, 720 down, y downwards.
inline constexpr double kAcross = 1280.0, kDown = 720.0;
inline constexpr double kTurn = 2.0 * std::numbers::pi;

struct Point {
  double x, y;

  constexpr Point operator+(Point o) const { return {x + o.x, y + o.y}; }
  constexpr Point operator-(Point o) const { return {x - o.x, y - o.y}; }
  constexpr Point operator*(double k) const { return {x * k, y * k}; }
};

struct Box {
  double left, top, width, height;
};

inline double length(Point p) { return std::hypot(p.x, p.y); }
constexpr Point between(Point a, Point b, double part) { return a + (b - a) * part; }
constexpr double between(double a, double b, double part) { return a + (b - a) * part; }

// 0 up to `from`, 1 from `to` on, without a corner.
inline double ease(double from, double to, double x) {
  const double part = std::clamp((x - from) / (to - from), 0.0, 1.0);
  return part * part * (3.0 - 2.0 * part);
}

// The joint of two bones of these lengths between a and b, on the left of the way from a to b where
// `side` is −1, on the right where it is 1.
inline Point joint(Point a, Point b, double first, double second, double side) {
  const double away = std::clamp(length(b - a), 1e-6, 0.999 * (first + second));
  const Point way = (b - a) * (1.0 / std::max(length(b - a), 1e-6));
  const double along = (first * first - second * second + away * away) / (2.0 * away);
  const double aside = side * std::sqrt(std::max(first * first - along * along, 0.0));
  return a + way * along + Point{-way.y, way.x} * aside;
}

}  // namespace otoscape::demo::picture
