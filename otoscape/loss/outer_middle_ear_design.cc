// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/outer_middle_ear_design.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>
#include <vector>

#include "otoscape/dsp/linear_algebra.h"

namespace otoscape::loss {
namespace {

using std::numbers::pi;
using Shape = Section::Shape;

struct Point {
  double hz, field_to_drum_db, middle_ear_db;
};

// ISO 532-2:2017 Table 1: frontal free field to eardrum, and middle ear.
constexpr std::array kTransfer = {
    Point{20, 0, -39.6},       Point{25, 0, -32.0},      Point{31.5, 0, -25.85},
    Point{40, 0, -21.4},       Point{50, 0, -18.5},      Point{63, 0, -15.9},
    Point{80, 0, -14.1},       Point{100, 0, -12.4},     Point{125, .1, -11.0},
    Point{160, .3, -9.6},      Point{200, .5, -8.3},     Point{250, .9, -7.4},
    Point{315, 1.4, -6.2},     Point{400, 1.6, -4.8},    Point{500, 1.7, -3.8},
    Point{630, 2.5, -3.3},     Point{750, 2.7, -2.9},    Point{800, 2.6, -2.6},
    Point{1000, 2.6, -2.6},    Point{1250, 3.2, -4.5},   Point{1500, 5.2, -5.4},
    Point{1600, 6.6, -6.1},    Point{2000, 12.0, -8.5},  Point{2500, 16.8, -10.4},
    Point{3000, 15.3, -7.3},   Point{3150, 15.2, -7.0},  Point{4000, 14.2, -6.6},
    Point{5000, 10.7, -7.0},   Point{6000, 7.1, -9.2},   Point{6300, 6.4, -10.2},
    Point{8000, 1.8, -12.2},   Point{9000, -0.9, -10.8}, Point{10000, -1.6, -10.1},
    Point{11200, 1.9, -12.7},  Point{12500, 4.9, -15.0}, Point{14000, 2.0, -18.2},
    Point{15000, -2.0, -23.8}, Point{16000, 2.5, -32.3}, Point{20000, 2.5, -45.5}};

constexpr double kFloorDb = -26.0;

// Where the fit starts: a solution for 48 kHz.
constexpr std::array<Section, OuterMiddleEarDesign::kSections> kStart = {
    Section{Shape::low_shelf, 40, -7.2, 0.85}, Section{Shape::low_shelf, 162, -24.8, 0.36},
    Section{Shape::peak, 3415, 18.0, 0.48},    Section{Shape::peak, 4856, 4.6, 1.31},
    Section{Shape::peak, 8969, -25.1, 0.30},   Section{Shape::peak, 1401, -5.0, 1.32},
    Section{Shape::peak, 15123, -8.5, 3.52},   Section{Shape::high_shelf, 15134, -11.9, 2.02}};
constexpr double kStartGainDb = 2.96;

// Levenberg–Marquardt on the knobs (log frequency, gain, log Q) and one overall gain. Decibels of
// sections add, so each knob's derivative needs its own section only.
class Fit {
 public:
  explicit Fit(double rate_hz) : rate_hz_(rate_hz), knobs_(kStart), gain_db_(kStartGainDb) {
    const double top_hz = std::min(16500.0, 0.46 * rate_hz);
    for (double hz = 40.0; hz < top_hz; hz *= std::exp2(1.0 / 16.0)) grid_hz_.push_back(hz);
    for (Section& k : knobs_) k.hz = std::min(k.hz, 0.44 * rate_hz);
  }

  void run() {
    double damping = 1e-2, error = squared_error(knobs_, gain_db_);
    for (int i = 0; i < 60; ++i) {
      const auto step = solve(damping);
      auto knobs = knobs_;
      for (std::size_t k = 0; k < knobs.size(); ++k) nudge(knobs[k], &step[3 * k]);
      const double gain_db = gain_db_ + step.back();
      const double next = squared_error(knobs, gain_db);
      if (next >= error) {
        damping *= 4.0;
        continue;
      }
      knobs_ = knobs;
      gain_db_ = gain_db;
      damping *= 0.4;
      if (error - next < 1e-6 * error) break;
      error = next;
    }
  }

  OuterMiddleEarDesign design() const { return {Hertz(rate_hz_), gain_db_, knobs_}; }

 private:
  using Knobs = std::array<Section, OuterMiddleEarDesign::kSections>;
  static constexpr std::size_t kUnknowns = 3 * OuterMiddleEarDesign::kSections + 1;

  void nudge(Section& knob, const double* step) const {
    knob.hz = std::clamp(knob.hz * std::exp(step[0]), 20.0, 0.46 * rate_hz_);
    knob.gain_db = std::clamp(knob.gain_db + step[1], -40.0, 40.0);
    knob.q = std::clamp(knob.q * std::exp(step[2]), 0.15, 8.0);
  }

  double squared_error(const Knobs& knobs, double gain_db) const {
    double sum = 0.0;
    for (double r : residual(knobs, gain_db)) sum += r * r;
    return sum;
  }
  std::vector<double> residual(const Knobs& knobs, double gain_db) const {
    std::vector<double> r;
    for (double hz : grid_hz_) r.push_back(outer_middle_ear_target(Hertz(hz)).value() - gain_db);
    for (const Section& knob : knobs) {
      for (std::size_t i = 0; i < r.size(); ++i) r[i] -= knob.response_db(grid_hz_[i], rate_hz_);
    }
    return r;
  }
  dsp::Matrix jacobian() const {
    constexpr double kNudge = 1e-4;
    dsp::Matrix j(static_cast<int>(grid_hz_.size()), kUnknowns);
    for (std::size_t u = 0; u + 1 < kUnknowns; ++u) {
      Section up = knobs_[u / 3], down = up;
      double step[3] = {};
      step[u % 3] = kNudge;
      nudge(up, step);
      step[u % 3] = -kNudge;
      nudge(down, step);
      for (int i = 0; i < j.rows(); ++i) {
        const double hz = grid_hz_[static_cast<std::size_t>(i)];
        j(i, static_cast<int>(u)) =
            (up.response_db(hz, rate_hz_) - down.response_db(hz, rate_hz_)) / (2.0 * kNudge);
      }
    }
    for (int i = 0; i < j.rows(); ++i) j(i, kUnknowns - 1) = 1.0;
    return j;
  }
  std::vector<double> solve(double damping) const {
    const dsp::Matrix j = jacobian();
    const std::vector<double> r = residual(knobs_, gain_db_);
    dsp::Matrix normal(kUnknowns, kUnknowns);
    std::vector<double> x(kUnknowns);
    for (int i = 0; i < j.rows(); ++i) {
      const auto row = j.row(i);
      for (std::size_t u = 0; u < kUnknowns; ++u) {
        for (std::size_t v = 0; v < kUnknowns; ++v) {
          normal(static_cast<int>(u), static_cast<int>(v)) += row[u] * row[v];
        }
        x[u] += row[u] * r[static_cast<std::size_t>(i)];
      }
    }
    for (int u = 0; u < normal.rows(); ++u) normal(u, u) = normal(u, u) * (1.0 + damping) + 1e-9;
    dsp::solve_symmetric(normal, x);
    return x;
  }

  double rate_hz_;
  std::vector<double> grid_hz_;
  Knobs knobs_;
  double gain_db_;
};

}  // namespace

Decibels outer_middle_ear_target(Hertz frequency) {
  const double hz = std::clamp(frequency.value(), kTransfer.front().hz, kTransfer.back().hz);
  const auto above =
      std::ranges::lower_bound(kTransfer.begin() + 1, kTransfer.end(), hz, {}, &Point::hz);
  const auto below = above - 1;
  const double part = (hz - below->hz) / (above->hz - below->hz);  // the standard's linear rule
  const double db = std::lerp(below->field_to_drum_db + below->middle_ear_db,
                              above->field_to_drum_db + above->middle_ear_db, part);
  return Decibels(std::max(db, kFloorDb));
}

OuterMiddleEarDesign OuterMiddleEarDesign::make(Hertz rate) {
  Fit fit(rate.value());
  fit.run();
  return fit.design();
}

Decibels OuterMiddleEarDesign::response(Hertz frequency) const {
  double db = gain_db;
  for (const Section& s : sections) db += s.response_db(frequency.value(), rate.value());
  return Decibels(db);
}

OuterMiddleEarDesign OuterMiddleEarDesign::inverse() const {
  OuterMiddleEarDesign result{rate, -gain_db, sections};
  for (Section& s : result.sections) s.gain_db = -s.gain_db;
  return result;
}

}  // namespace otoscape::loss
