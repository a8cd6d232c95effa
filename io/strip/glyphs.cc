// SPDX-License-Identifier: Apache-2.0
#include "io/strip/glyphs.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <string_view>

namespace otoscape::io::strip {
namespace {

struct Drawn {
  char letter;
  std::string_view path;
};

// M moves the pen, L draws a line, Q a parabola by its control point: pairs of numbers on the grid.
constexpr Drawn kDrawn[] = {
    {'0', "M3 10Q0 10 0 5Q0 0 3 0Q6 0 6 5Q6 10 3 10"},
    {'1', "M1 8L3.2 10L3.2 0"},
    {'2', "M0 7.5Q0 10 3 10Q6 10 6 7.4Q6 5.5 0 0L6 0"},
    {'3', "M.4 8.2Q.8 10 3 10Q5.6 10 5.6 7.7Q5.6 5.4 2.4 5.4Q6 5.4 6 2.7Q6 0 3 0Q.5 0 0 2"},
    {'4', "M4.6 0L4.6 10L0 3L6.2 3"},
    {'5', "M5.4 10L1 10L.5 5.6Q1.4 6.4 3 6.4Q6 6.4 6 3.2Q6 0 3 0Q.7 0 0 1.8"},
    {'6', "M5.2 9.6Q0 9.4 0 3.4Q0 0 3 0Q6 0 6 3.1Q6 6.1 3.2 6.1Q.4 6.1 0 3.4"},
    {'7', "M0 10L6 10L2 0"},
    {'8',
     "M3 5.4Q.5 5.4 .5 7.7Q.5 10 3 10Q5.5 10 5.5 7.7Q5.5 5.4 3 5.4Q0 5.4 0 2.7Q0 0 3 0Q6 0 6 "
     "2.7Q6 5.4 3 5.4"},
    {'9', "M.8 .4Q6 .6 6 6.6Q6 10 3 10Q0 10 0 6.9Q0 3.9 2.8 3.9Q5.6 3.9 6 6.6"},
    {'a', "M5 7L5 0M5 4.5Q5 7 2.5 7Q0 7 0 3.5Q0 0 2.5 0Q5 0 5 2.5"},
    {'b', "M0 10L0 0M0 4.5Q0 7 2.5 7Q5 7 5 3.5Q5 0 2.5 0Q0 0 0 2.5"},
    {'c', "M4.8 5.6Q4.2 7 2.6 7Q0 7 0 3.5Q0 0 2.6 0Q4.2 0 4.8 1.4"},
    {'d', "M5 10L5 0M5 4.5Q5 7 2.5 7Q0 7 0 3.5Q0 0 2.5 0Q5 0 5 2.5"},
    {'e', "M0 3.7L5 3.7Q5 7 2.6 7Q0 7 0 3.5Q0 0 2.6 0Q4.2 0 4.8 1.4"},
    {'f', "M3.6 9.9Q1.4 10.3 1.4 8L1.4 0M0 6.8L3.2 6.8"},
    {'g', "M5 7L5 -.5Q5 -3 2.5 -3Q.8 -3 .3 -2M5 4.5Q5 7 2.5 7Q0 7 0 3.5Q0 0 2.5 0Q5 0 5 2.5"},
    {'h', "M0 10L0 0M0 4.2Q0 7 2.6 7Q4.8 7 4.8 4.4L4.8 0"},
    {'i', "M0 7L0 0M0 9.6"},
    {'j', "M1.6 7L1.6 -1Q1.6 -3 0 -2.9M1.6 9.6"},
    {'k', "M0 10L0 0M4.4 7L0 2.8M1.7 4.4L4.6 0"},
    {'l', "M0 10L0 0"},
    {'m', "M0 7L0 0M0 4.4Q0 7 2.1 7Q4 7 4 4.6L4 0M4 4.4Q4 7 6.1 7Q8 7 8 4.6L8 0"},
    {'n', "M0 7L0 0M0 4.2Q0 7 2.6 7Q4.8 7 4.8 4.4L4.8 0"},
    {'o', "M2.6 7Q0 7 0 3.5Q0 0 2.6 0Q5.2 0 5.2 3.5Q5.2 7 2.6 7"},
    {'p', "M0 7L0 -3M0 4.5Q0 7 2.5 7Q5 7 5 3.5Q5 0 2.5 0Q0 0 0 2.5"},
    {'q', "M5 7L5 -3M5 4.5Q5 7 2.5 7Q0 7 0 3.5Q0 0 2.5 0Q5 0 5 2.5"},
    {'r', "M0 7L0 0M0 4Q.2 7 3 6.8"},
    {'s', "M4.3 5.8Q3.8 7 2.2 7Q.3 7 .3 5.3Q.3 3.9 2.3 3.6Q4.5 3.3 4.5 1.8Q4.5 0 2.2 0Q.5 0 0 1.3"},
    {'t', "M1.4 9.2L1.4 1.8Q1.4 0 3.2 .1M0 6.8L3.2 6.8"},
    {'u', "M0 7L0 2.6Q0 0 2.3 0Q4.8 0 4.8 2.8M4.8 7L4.8 0"},
    {'v', "M0 7L2.6 0L5.2 7"},
    {'w', "M0 7L1.9 0L3.6 6.6L5.3 0L7.2 7"},
    {'x', "M0 7L4.8 0M4.8 7L0 0"},
    {'y', "M0 7L2.6 .2M5.2 7L2 -1.6Q1.4 -3 0 -2.9"},
    {'z', "M0 7L4.6 7L0 0L4.8 0"},
    {'B',
     "M0 0L0 10L2.8 10Q5.2 10 5.2 7.7Q5.2 5.4 2.8 5.4L0 5.4M2.8 5.4Q5.7 5.4 5.7 2.7Q5.7 0 2.8 "
     "0L0 0"},
    {'H', "M0 10L0 0M6 10L6 0M0 5.2L6 5.2"},
    {'L', "M0 10L0 0L4.8 0"},
    {'R', "M0 0L0 10L2.8 10Q5.4 10 5.4 7.4Q5.4 4.9 2.8 4.9L0 4.9M2.9 4.9L5.8 0"},
    {'.', "M0 .2"},
    {':', "M0 .4M0 6.2"},
    {'+', "M0 3.6L5 3.6M2.5 6.1L2.5 1.1"},
    {'-', "M0 3.6L4 3.6"},
    {'\'', "M0 10L0 7.4"},
    {'/', "M0 -1L3.6 10.6"},
};
constexpr double kSpace = 1.6;

class Pen {
 public:
  explicit Pen(std::string_view path) : path_(path) {}

  std::vector<std::vector<Point>> draw() {
    std::vector<std::vector<Point>> lines;
    while (at_ < path_.size()) {
      const char command = path_[at_++];
      const Point to = point();
      if (command == 'M') {
        lines.push_back({to});
      } else if (command == 'L') {
        lines.back().push_back(to);
      } else {
        curve(lines.back(), to, point());
      }
    }
    return lines;
  }

 private:
  double number() {
    while (at_ < path_.size() && path_[at_] == ' ') ++at_;
    const std::size_t end = path_.find_first_of(" MLQ", at_);
    const std::string text(path_.substr(at_, end - at_));
    at_ = std::min(end, path_.size());
    return std::strtod(text.c_str(), nullptr);
  }
  Point point() {
    const double x = number();
    return {x, number()};
  }
  static void curve(std::vector<Point>& line, Point control, Point to) {
    constexpr int kPieces = 8;
    const Point from = line.back();
    for (int i = 1; i <= kPieces; ++i) {
      const double b = static_cast<double>(i) / kPieces, a = 1.0 - b;
      line.push_back({a * a * from.x + 2.0 * a * b * control.x + b * b * to.x,
                      a * a * from.y + 2.0 * a * b * control.y + b * b * to.y});
    }
  }

  std::string_view path_;
  std::size_t at_ = 0;
};

}  // namespace

Glyph glyph_of(char letter) {
  const auto* drawn = std::ranges::find(kDrawn, letter, &Drawn::letter);
  if (drawn == std::end(kDrawn)) return {kSpace, {}};
  Glyph glyph{0.0, Pen(drawn->path).draw()};
  for (const auto& line : glyph.lines)
    for (const Point p : line) glyph.width = std::max(glyph.width, p.x);
  return glyph;
}

}  // namespace otoscape::io::strip
