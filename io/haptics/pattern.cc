// SPDX-License-Identifier: Apache-2.0
#include "io/haptics/pattern.h"

#include <algorithm>
#include <cmath>

namespace otoscape::io::haptics {
namespace {

constexpr std::size_t kGapRows = 10;        // of silence that end a segment
constexpr std::size_t kSharpnessRows = 20;  // over which a sharpness is judged
constexpr std::size_t kLongestLine = 100;   // rows between two points
constexpr std::size_t kBeforeStroke = 4;    // rows within which a stroke rises

// Mean sharpness of some rows, weighted by intensity.
float mean_sharpness(const std::vector<Row>& rows, std::size_t from, std::size_t to) {
  float sum = 0.0f, weight = 1e-9f;
  for (std::size_t i = from; i < std::min(to, rows.size()); ++i) {
    sum += rows[i].intensity * rows[i].sharpness;
    weight += rows[i].intensity;
  }
  return std::clamp(sum / weight, 0.0f, 1.0f);
}

bool silent(const std::vector<Row>& rows, std::size_t from, std::size_t count) {
  const std::size_t to = std::min(from + count, rows.size());
  for (std::size_t i = from; i < to; ++i) {
    if (rows[i].intensity >= kFaint) return false;
  }
  return true;
}

// Whether straight lines from `from` to `to` keep to the rows.
bool straight(const std::vector<Row>& rows, std::size_t from, std::size_t to) {
  for (std::size_t i = from + 1; i < to; ++i) {
    const float part = static_cast<float>(i - from) / static_cast<float>(to - from);
    const float on = std::lerp(rows[from].intensity, rows[to].intensity, part);
    if (std::abs(on - rows[i].intensity) > kLineError) return false;
  }
  return true;
}

}  // namespace

float sharpness_of(double hz) {
  const double part = std::log2(std::max(hz, 1.0) / kDullHz) / std::log2(kSharpHz / kDullHz);
  return static_cast<float>(std::clamp(part, 0.0, 1.0));
}

double frequency_of(float sharpness) {
  return kDullHz * std::pow(kSharpHz / kDullHz, static_cast<double>(sharpness));
}

std::vector<Segment> segments(const std::vector<Row>& rows) {
  std::vector<Segment> found;
  for (std::size_t at = 0; at < rows.size();) {
    if (rows[at].intensity < kFaint) {
      ++at;
      continue;
    }
    const float sharpness = mean_sharpness(rows, at, at + kSharpnessRows);
    std::size_t end = at + 1;
    while (end < rows.size() && end - at < kLongestRows && !silent(rows, end, kGapRows)) {
      const bool block_begins = (end - at) % kSharpnessRows == 0;
      const float here = mean_sharpness(rows, end, end + kSharpnessRows);
      if (block_begins && std::abs(here - sharpness) > kSameSharpness) break;
      ++end;
    }
    found.push_back({at, end - at, mean_sharpness(rows, at, end)});
    at = end;
  }
  return found;
}

std::vector<std::size_t> strokes(const std::vector<Row>& rows) {
  std::vector<std::size_t> found;
  for (std::size_t i = 1; i + 1 < rows.size(); ++i) {
    const float here = rows[i].intensity;
    if (here < rows[i - 1].intensity || here <= rows[i + 1].intensity) continue;
    float before = here;
    for (std::size_t back = 1; back <= std::min(i, kBeforeStroke); ++back) {
      before = std::min(before, rows[i - back].intensity);
    }
    const bool again = !found.empty() && i - found.back() <= kBeforeStroke;
    if (here - before >= kStroke && !again) found.push_back(i);
  }
  return found;
}

std::vector<std::size_t> points(const std::vector<Row>& rows, const Segment& segment) {
  const std::size_t last = segment.first + segment.count - 1;
  std::vector<std::size_t> found = {segment.first};
  while (found.back() < last) {
    std::size_t to = found.back() + 1;
    while (to < last && to - found.back() < kLongestLine && straight(rows, found.back(), to + 1)) {
      ++to;
    }
    found.push_back(to);
  }
  return found;
}

}  // namespace otoscape::io::haptics
