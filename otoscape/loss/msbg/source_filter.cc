// SPDX-License-Identifier: Apache-2.0
#include "otoscape/loss/msbg/source_filter.h"

#include <array>
#include <cmath>
#include <numbers>

#include "otoscape/loss/msbg/sampling.h"

namespace otoscape::loss::msbg {
namespace {

struct Row {
  double frequency_hz, free_field_db, diffuse_field_db, middle_ear_db;
};

// clang-format off
constexpr std::array kTable = std::to_array<Row>({
    {0, 0, 0, 50},
    {20, 0, 0, 39.6},
    {25, 0, 0, 32},
    {31.5, 0, 0, 25.85},
    {40, 0, 0, 21.4},
    {50, 0, 0, 18.5},
    {63, 0, 0, 15.9},
    {80, 0, 0, 14.1},
    {100, 0, 0, 12.4},
    {125, 0.1, 0.1, 11},
    {160, 0.3, 0.3, 9.6},
    {200, 0.5, 0.4, 8.3},
    {250, 0.9, 0.5, 7.4},
    {315, 1.4, 1, 6.2},
    {400, 1.6, 1.6, 4.8},
    {500, 1.7, 1.7, 3.8},
    {630, 2.5, 2.2, 3.3},
    {750, 2.7, 2.7, 2.9},
    {800, 2.6, 2.9, 2.6},
    {1000, 2.6, 3.8, 2.6},
    {1250, 3.2, 5.3, 4.5},
    {1500, 5.2, 6.8, 5.4},
    {1600, 6.6, 7.2, 6.1},
    {2000, 12, 10.2, 8.5},
    {2500, 16.8, 14.9, 10.4},
    {3000, 15.3, 14.5, 7.3},
    {3150, 15.2, 14.4, 7},
    {4000, 14.2, 12.7, 6.6},
    {5000, 10.7, 10.8, 7},
    {6000, 7.1, 8.9, 9.2},
    {6300, 6.4, 8.7, 10.2},
    {8000, 1.8, 8.5, 12.2},
    {9000, -0.9, 6.2, 10.8},
    {10000, -1.6, 5, 10.1},
    {11200, 1.9, 4.5, 12.7},
    {12500, 4.9, 4, 15},
    {14000, 2, 3.3, 18.2},
    {15000, -2, 2.6, 23.8},
    {16000, 2.5, 2, 32.3},
    {20000, 2.5, 2, 50},
    {48000, 2.5, 2, 50},
});
// clang-format on

struct Point {
  double frequency_hz, gain_db;
};

// Ear reference point to eardrum (ITU-T P.58), extended in MSBG to 20 and 48 kHz.
constexpr std::array kEarReference = std::to_array<Point>(
    {{0, 0},      {100, 0},    {125, 0},    {160, 0},      {200, 0},      {250, 0.3},
     {315, 0.2},  {400, 0.5},  {500, 0.6},  {630, 0.7},    {800, 1.1},    {1000, 1.7},
     {1250, 2.6}, {1600, 4.2}, {2000, 6.5}, {2500, 9.4},   {3150, 10.3},  {4000, 6.6},
     {5000, 3.2}, {6300, 3.3}, {8000, 16},  {10000, 14.4}, {20000, 14.4}, {48000, 14.4}});

double ear_reference_db(double frequency_hz) {
  std::size_t i = 1;
  while (i + 1 < kEarReference.size() && kEarReference[i].frequency_hz < frequency_hz) ++i;
  const Point &a = kEarReference[i - 1], &b = kEarReference[i];
  return a.gain_db + (b.gain_db - a.gain_db) * (frequency_hz - a.frequency_hz) /
                         (b.frequency_hz - a.frequency_hz);
}

double to_cochlea_db(const Row& row, SourcePosition position) {
  switch (position) {
    case SourcePosition::diffuse_field:
      return row.diffuse_field_db - row.middle_ear_db;
    case SourcePosition::ear_reference_point:
      return ear_reference_db(row.frequency_hz) - row.middle_ear_db;
    case SourcePosition::free_field:
      break;
  }
  return row.free_field_db - row.middle_ear_db;
}

// The table below half the rate, closed by the value there, interpolated in decibels.
std::vector<Point> break_points(SourcePosition position) {
  std::vector<Point> points;
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    const Point here{kTable[i].frequency_hz, to_cochlea_db(kTable[i], position)};
    if (here.frequency_hz < kRateHz / 2.0) {
      points.push_back(here);
      continue;
    }
    const Point below = points.back();
    const double part =
        (kRateHz / 2.0 - below.frequency_hz) / (here.frequency_hz - below.frequency_hz);
    points.push_back({kRateHz / 2.0, below.gain_db + part * (here.gain_db - below.gain_db)});
    break;
  }
  return points;
}

constexpr int kBins = 513, kTransform = 2 * (kBins - 1);

}  // namespace

std::vector<double> source_filter_gains(SourcePosition position, Direction direction) {
  const auto points = break_points(position);
  const double sign = direction == Direction::to_cochlea ? 1.0 : -1.0;
  const auto gain = [&](std::size_t i) { return std::pow(10.0, sign * points[i].gain_db / 20.0); };
  std::vector<double> gains(kBins);
  int bin = 0;
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const int end =
        static_cast<int>(std::floor(points[i + 1].frequency_hz / (kRateHz / 2.0) * kBins)) - 1;
    for (int k = bin; k <= end; ++k) {
      const double part = end == bin ? 0.0 : static_cast<double>(k - bin) / (end - bin);
      gains[static_cast<std::size_t>(k)] = gain(i) + part * (gain(i + 1) - gain(i));
    }
    bin = end + 1;
  }
  return gains;
}

std::vector<double> source_filter(SourcePosition position, Direction direction) {
  const auto gains = source_filter_gains(position, direction);
  std::vector<double> cosine(kTransform);
  for (int i = 0; i < kTransform; ++i) {
    cosine[static_cast<std::size_t>(i)] = std::cos(2.0 * std::numbers::pi * i / kTransform);
  }
  std::vector<double> taps(kSourceFilterTaps);
  for (int lag = 0; lag <= kSourceFilterDelayFrames; ++lag) {
    double sum = gains.front() + gains.back() * (lag % 2 == 0 ? 1.0 : -1.0);
    for (int k = 1; k < kBins - 1; ++k) {
      sum += 2.0 * gains[static_cast<std::size_t>(k)] *
             cosine[static_cast<std::size_t>(k * lag % kTransform)];
    }
    const int after = kSourceFilterDelayFrames + lag;
    const double tap = sum / kTransform * kaiser(after, kSourceFilterTaps, 4.0);
    taps[static_cast<std::size_t>(after)] = tap;
    taps[static_cast<std::size_t>(kSourceFilterDelayFrames - lag)] = tap;
  }
  return taps;
}

}  // namespace otoscape::loss::msbg
