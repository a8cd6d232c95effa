// SPDX-License-Identifier: Apache-2.0
#include "io/haptics/vibrate.h"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

namespace otoscape::io::haptics {
namespace {

constexpr int kCellMs = 50;
constexpr std::size_t kCellRows = kCellMs / kRowMs;
constexpr int kShortestMs = 10;    // motors do not follow shorter ones
constexpr float kWeakest = 0.12f;  // that is given at all: motors have no faint
constexpr int kPauseMs = 500;      // that ends a clip

int on_ms(const std::vector<Row>& rows, std::size_t cell) {
  float most = 0.0f;
  const std::size_t end = std::min((cell + 1) * kCellRows, rows.size());
  for (std::size_t i = cell * kCellRows; i < end; ++i) most = std::max(most, rows[i].intensity);
  if (most < kWeakest) return 0;
  return std::clamp(static_cast<int>(std::lround(kCellMs * most)), kShortestMs, kCellMs);
}

int length_of(const VibrateClip& clip) {
  int sum = 0;
  for (const int ms : clip.pattern) sum += ms;
  return sum;
}

// Whether a pulse from at_ms on still belongs to a clip.
bool fits(const VibrateClip& clip, int at_ms, int ms) {
  const int pause = at_ms - clip.at_ms - length_of(clip);
  return pause < kPauseMs && clip.pattern.size() + 2 <= kMostNumbers &&
         at_ms + ms - clip.at_ms <= kLongestClipMs;
}

}  // namespace

std::vector<VibrateClip> vibrate_clips(const Pattern& pattern) {
  std::vector<VibrateClip> clips;
  const std::size_t cells = (pattern.rows.size() + kCellRows - 1) / kCellRows;
  for (std::size_t cell = 0; cell < cells; ++cell) {
    const int ms = on_ms(pattern.rows, cell), at_ms = static_cast<int>(cell) * kCellMs;
    if (ms == 0) continue;
    if (clips.empty() || !fits(clips.back(), at_ms, ms)) {
      clips.push_back({at_ms, {ms}});
      continue;
    }
    VibrateClip& clip = clips.back();
    const int pause = at_ms - clip.at_ms - length_of(clip);
    if (pause == 0) {
      clip.pattern.back() += ms;
    } else {
      clip.pattern.insert(clip.pattern.end(), {pause, ms});
    }
  }
  return clips;
}

std::vector<std::pair<int, int>> vibrate_pulses(const Pattern& pattern) {
  std::vector<std::pair<int, int>> pulses;
  int end = 0;
  for (const VibrateClip& clip : vibrate_clips(pattern)) {
    if (pulses.empty()) pulses.emplace_back(0, 0);
    pulses.back().second += clip.at_ms - end;
    for (std::size_t i = 0; i < clip.pattern.size(); i += 2) {
      const int off = i + 1 < clip.pattern.size() ? clip.pattern[i + 1] : 0;
      pulses.emplace_back(clip.pattern[i], off);
    }
    end = clip.at_ms + length_of(clip);
  }
  return pulses;
}

std::string vibrate(const Pattern& pattern) {
  using Json = nlohmann::ordered_json;
  Json list = Json::array();
  for (const VibrateClip& clip : vibrate_clips(pattern)) {
    list.push_back({{"at_ms", clip.at_ms}, {"pattern", clip.pattern}});
  }
  const Json json = {{"format", "navigator.vibrate"},
                     {"title", pattern.title},
                     {"length_ms", static_cast<int>(pattern.rows.size()) * kRowMs},
                     {"clips", std::move(list)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::io::haptics
