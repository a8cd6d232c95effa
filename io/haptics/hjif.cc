// SPDX-License-Identifier: Apache-2.0
#include "io/haptics/hjif.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace otoscape::io::haptics {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kEdition = "2025";
constexpr int kTicksPerSecond = 1000;

int ms(std::size_t row) { return static_cast<int>(row) * kRowMs; }

Json key(const Pattern& pattern, const Row& row, std::size_t at, float sharpness) {
  const double hz = std::clamp(frequency_of(sharpness), pattern.low_hz, pattern.high_hz);
  return {{"relative_position", ms(at)},
          {"amplitude_modulation", std::round(1000.0 * row.intensity) / 1000.0},
          {"frequency_modulation", static_cast<int>(std::lround(hz))}};
}

Json effect(std::size_t at, Json keys) {
  return {{"effect_type", "Basis"},
          {"position", ms(at)},
          {"phase", 0.0},
          {"base_signal", "Sine"},
          {"keyframes", std::move(keys)}};
}

Json band(const char* type, const Pattern& pattern, Json effects) {
  return {{"band_type", type},
          {"lower_frequency_limit", static_cast<int>(pattern.low_hz)},
          {"upper_frequency_limit", static_cast<int>(pattern.high_hz)},
          {"effects", std::move(effects)}};
}

Json waves(const Pattern& pattern) {
  Json effects = Json::array();
  for (const Segment& segment : segments(pattern.rows)) {
    Json keys = Json::array();
    for (const std::size_t at : points(pattern.rows, segment)) {
      keys.push_back(key(pattern, pattern.rows[at], at - segment.first, segment.sharpness));
    }
    keys.push_back(key(pattern, Row{}, segment.count, segment.sharpness));
    effects.push_back(effect(segment.first, std::move(keys)));
  }
  return band("VectorialWave", pattern, std::move(effects));
}

Json transients(const Pattern& pattern) {
  Json effects = Json::array();
  for (const std::size_t at : strokes(pattern.rows)) {
    const Row& row = pattern.rows[at];
    effects.push_back(effect(at, Json::array({key(pattern, row, 0, row.sharpness)})));
  }
  return band("Transient", pattern, std::move(effects));
}

}  // namespace

std::string hjif(const Pattern& pattern) {
  const Json channel = {{"id", 0},
                        {"description", "what is felt"},
                        {"gain", 1.0},
                        {"mixing_coefficient", 1.0},
                        {"body_part_mask", 0},
                        {"bands", Json::array({waves(pattern), transients(pattern)})}};
  const Json perception = {{"id", 0},
                           {"avatar_id", 0},
                           {"description", "what is felt"},
                           {"perception_modality", "Vibrotactile"},
                           {"effect_library", Json::array()},
                           {"channels", Json::array({channel})}};
  const Json json = {{"version", kEdition},
                     {"profile", "Main"},
                     {"level", 1},
                     {"date", kEdition},
                     {"description", pattern.title},
                     {"timescale", kTicksPerSecond},
                     {"avatars", Json::array()},
                     {"perceptions", Json::array({perception})},
                     {"syncs", Json::array()}};
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::io::haptics
