// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/views/axis.h"

// Line plots as SVG, one plain style for all of docs/: a white panel that reads on light and dark
// pages, colours that stay apart for colour-blind readers (Okabe & Ito), labels in words.

namespace otoscape::figures {

struct Point {
  double x, y;
};
using Points = std::vector<Point>;

// Okabe and Ito's colours, ordered by how well they stand on white.
enum class Colour { blue, vermilion, green, purple, orange, sky, black, grey };

struct Axis {
  std::string label;
  io::views::Axis scale;
};

// 20 Hz … 20 kHz, or a part of it, with ticks that people read.
Axis frequency_axis(double from_hz = 20.0, double to_hz = 20000.0);
// The seven octaves of an audiogram.
Axis audiometric_axis();
// Linear, a tick every `step`; may fall, as an audiogram's dB HL do.
Axis linear_axis(std::string label, double from, double to, double step);

// One pair of axes with what is drawn in it. What lies outside the axes is cut off.
class Plot {
 public:
  Plot(std::string title, Axis x, Axis y, double height = 300.0);

  // An empty label stays out of the legend.
  void line(Points points, Colour colour, std::string label = "");
  void dashes(Points points, Colour colour, std::string label = "");
  void dots(Points points, Colour colour, std::string label = "");
  // A horizontal or vertical dashed line over the whole panel, with words beside it.
  void level(double y, std::string words);
  void moment(double x, std::string words);

  double height() const { return height_; }
  // The plot as SVG elements, its upper edge at `top`. `id` tells clip paths apart.
  std::string svg(double top, int id) const;

 private:
  enum class Kind { line, dashes, dots };
  struct Series {
    Kind kind;
    Points points;
    Colour colour;
    std::string label;
  };
  struct Mark {
    bool horizontal;
    double at;
    std::string words;
  };

  double to_x(double value) const { return x_.scale.px(value); }
  double to_y(double value, double top) const { return top + y_.scale.px(value); }
  double plot_height() const;
  std::string grid(double top) const;
  std::string series(const Series& s, double top) const;
  std::string mark(const Mark& m, double top) const;
  std::string legend(double top) const;

  std::string title_;
  Axis x_, y_;
  double height_;
  std::vector<Series> series_;
  std::vector<Mark> marks_;
};

// Writes plots, one below the other, to `path`. False where the file could not be written.
bool write_figure(const std::string& path, const std::vector<Plot>& plots);

}  // namespace otoscape::figures
