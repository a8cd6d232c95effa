// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace otoscape::io::haptics {

// Vibration in hundredths of a second, for players that have no waveform.
inline constexpr int kRowsPerSecond = 100, kRowMs = 1000 / kRowsPerSecond;

struct Row {
  float intensity = 0.0f;  // 0 … 1: its peak re the highest allowed
  float sharpness = 0.0f;  // 0 … 1: its frequency, from kDullHz to kSharpHz in octaves
};
inline constexpr double kDullHz = 40.0, kSharpHz = 320.0;

struct Pattern {
  std::string title;
  double low_hz = 20.0, high_hz = 500.0;  // of the device
  std::vector<Row> rows;
};

float sharpness_of(double hz);
double frequency_of(float sharpness);  // Hz

// Rows from first on that belong together: none weaker than kFaint for long, of one sharpness to
// kSameSharpness, and at most kLongestRows.
inline constexpr float kFaint = 0.02f, kSameSharpness = 0.2f;
inline constexpr std::size_t kLongestRows = 30 * kRowsPerSecond;  // Core Haptics: 30 s an event
struct Segment {
  std::size_t first = 0, count = 0;
  float sharpness = 0.0f;  // its mean, weighted by intensity
};
std::vector<Segment> segments(const std::vector<Row>& rows);

// Rows at which vibration sets in: it is then at its height, kStroke above what was before.
inline constexpr float kStroke = 0.12f;
std::vector<std::size_t> strokes(const std::vector<Row>& rows);

// A line of few points through a segment's intensity, within kLineError of it; the first and the
// last row have one.
inline constexpr float kLineError = 0.04f;
std::vector<std::size_t> points(const std::vector<Row>& rows, const Segment& segment);

}  // namespace otoscape::io::haptics
