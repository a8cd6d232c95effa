// SPDX-License-Identifier: Apache-2.0
#include "otoscape/units/reference_threshold.h"

#include <algorithm>
#include <array>

namespace otoscape::units {
namespace {

struct Point {
  double hz;
  double db_spl;
};

// ISO 389-7:2005, free field; above 8 kHz as public research code quotes it.
constexpr std::array kFreeField = {
    Point{20, 78.5},    Point{25, 68.7},    Point{31.5, 59.5},  Point{40, 51.1},
    Point{50, 44.0},    Point{63, 37.5},    Point{80, 31.5},    Point{100, 26.5},
    Point{125, 22.1},   Point{160, 17.9},   Point{200, 14.4},   Point{250, 11.4},
    Point{315, 8.6},    Point{400, 6.2},    Point{500, 4.4},    Point{630, 3.0},
    Point{750, 2.4},    Point{800, 2.2},    Point{1000, 2.4},   Point{1250, 3.5},
    Point{1500, 2.4},   Point{1600, 1.7},   Point{2000, -1.3},  Point{2500, -4.2},
    Point{3000, -5.8},  Point{3150, -6.0},  Point{4000, -5.4},  Point{5000, -1.5},
    Point{6000, 4.3},   Point{6300, 6.0},   Point{8000, 12.6},  Point{9000, 13.9},
    Point{10000, 13.9}, Point{11200, 13.0}, Point{12500, 12.3}, Point{14000, 18.4},
    Point{16000, 40.2}, Point{18000, 73.2}};

}  // namespace

DbSpl reference_threshold(Hertz frequency) {
  const double hz = std::clamp(frequency.value(), kFreeField.front().hz, kFreeField.back().hz);
  const auto above = std::lower_bound(kFreeField.begin(), kFreeField.end(), hz,
                                      [](const Point& p, double f) { return p.hz < f; });
  if (above == kFreeField.begin()) return DbSpl(above->db_spl);
  const auto below = above - 1;
  const double part = std::log(hz / below->hz) / std::log(above->hz / below->hz);
  return DbSpl(below->db_spl + part * (above->db_spl - below->db_spl));
}

}  // namespace otoscape::units
