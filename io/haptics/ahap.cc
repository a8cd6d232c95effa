// SPDX-License-Identifier: Apache-2.0
#include "io/haptics/ahap.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace otoscape::io::haptics {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostPoints = 16;

// Short numbers: hundredths of time, thousandths of values.
double rounded(double x) { return std::round(1000.0 * x) / 1000.0; }
double seconds(std::size_t row) { return static_cast<double>(row) / kRowsPerSecond; }

Json parameters(double intensity, double sharpness) {
  return {{{"ParameterID", "HapticIntensity"}, {"ParameterValue", rounded(intensity)}},
          {{"ParameterID", "HapticSharpness"}, {"ParameterValue", rounded(sharpness)}}};
}

Json continuous(const Segment& segment) {
  return {{"Event",
           {{"Time", seconds(segment.first)},
            {"EventType", "HapticContinuous"},
            {"EventDuration", seconds(segment.count)},
            {"EventParameters", parameters(1.0, segment.sharpness)}}}};
}

Json transient(const Row& row, std::size_t at) {
  return {{"Event",
           {{"Time", seconds(at)},
            {"EventType", "HapticTransient"},
            {"EventParameters", parameters(1.0, row.sharpness)}}}};
}

// From points[from] on.
Json curve(const std::vector<Row>& rows, const std::vector<std::size_t>& points, std::size_t from) {
  const std::size_t to = std::min(from + kMostPoints, points.size());
  Json list = Json::array();
  for (std::size_t i = from; i < to; ++i) {
    list.push_back({{"Time", seconds(points[i] - points[from])},
                    {"ParameterValue", rounded(rows[points[i]].intensity)}});
  }
  return {{"ParameterCurve",
           {{"ParameterID", "HapticIntensityControl"},
            {"Time", seconds(points[from])},
            {"ParameterCurveControlPoints", std::move(list)}}}};
}

}  // namespace

std::string ahap(const Pattern& pattern) {
  Json list = Json::array();
  for (const Segment& segment : segments(pattern.rows)) {
    list.push_back(continuous(segment));
    const auto line = points(pattern.rows, segment);
    // Each curve begins where the one before ends.
    for (std::size_t from = 0; from == 0 || from + 1 < line.size(); from += kMostPoints - 1) {
      list.push_back(curve(pattern.rows, line, from));
    }
  }
  for (const std::size_t at : strokes(pattern.rows)) {
    list.push_back(transient(pattern.rows[at], at));
  }
  const Json json = {{"Version", 1.0},
                     {"Metadata", {{"Project", pattern.title}, {"Description", "what is felt"}}},
                     {"Pattern", std::move(list)}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::io::haptics
