// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/shares.h"

#include <cmath>
#include <numeric>

namespace otoscape::surround {
namespace {

constexpr double kSeconds = 0.06;
constexpr float kTiny = 1e-12f;  // −120 dB FS

}  // namespace

void Shares::prepare(const StreamSpec& spec, int quantum) {
  keep_ = static_cast<float>(std::exp(-quantum / (kSeconds * spec.rate.value())));
}

float Shares::smoothed(int channel, std::span<const float> sound) noexcept {
  const float power = std::inner_product(sound.begin(), sound.end(), sound.begin(), 0.0f) /
                      static_cast<float>(sound.size());
  float& kept = power_[static_cast<std::size_t>(channel)];
  kept = power + keep_ * (kept - power);
  return kept;
}

void Shares::add(FullScaleBlock room, const Lanes& lanes, const Percept& percept,
                 FullScaleBlock heard) noexcept {
  if (percept.ears[0].empty() && percept.ears[1].empty()) return;
  std::array<float, 2> whole = {
      kTiny + smoothed(lanes.front_left(), room.channel(lanes.front_left())),
      kTiny + smoothed(lanes.front_right(), room.channel(lanes.front_right()))};
  std::array<float, kMostChannels> at_ear{};
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    const Lane& lane = lanes.lanes()[i];
    const float power = smoothed(lane.channel, room.channel(lane.channel)),
                left = lane.fold.left * lane.fold.left * power,
                right = lane.fold.right * lane.fold.right * power;
    whole[0] += left;
    whole[1] += right;
    at_ear[i] = lane.follows == Follows::left ? left : right;
  }
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    const Lane& lane = lanes.lanes()[i];
    if (lane.follows != Follows::left && lane.follows != Follows::right) continue;
    const bool is_right = lane.follows == Follows::right;
    const auto sound = percept.ears[is_right ? 1 : 0];
    const float share = at_ear[i] / whole[is_right ? 1 : 0];
    const float gain = percept.from_pascal / (is_right ? lane.fold.right : lane.fold.left);
    const float from = gain * share_[i],
                slope = gain * (share - share_[i]) / static_cast<float>(heard.frames());
    share_[i] = share;
    const auto out = heard.channel(static_cast<int>(i));
    for (std::size_t n = 0; n < sound.size(); ++n) {
      out[n] += (from + slope * static_cast<float>(n + 1)) * sound[n];
    }
  }
}

}  // namespace otoscape::surround
