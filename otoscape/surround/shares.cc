// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/shares.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "otoscape/base/ease.h"
#include "otoscape/dsp/spline_noise.h"

namespace otoscape::surround {
namespace {

constexpr double kSmoothSeconds = 0.06, kWanderSeconds = 0.7;
constexpr double kWhollyConfusedDeg = 60.0;
constexpr float kTiny = 1e-12f;  // −120 dB FS

bool follows_one(const Lane& lane) {
  return lane.follows == Follows::left || lane.follows == Follows::right;
}
std::size_t ear_of(const Lane& lane) { return lane.follows == Follows::right ? 1 : 0; }

// 0…1 at every kWanderSeconds by chance, mostly small, so that one place stands out; eased between.
float weight(std::uint64_t key, double time) {
  const double at = time / kWanderSeconds, step = std::floor(at);
  const auto drawn = [&](double place) {
    const auto number = static_cast<std::uint64_t>(static_cast<std::int64_t>(place));
    const double u = std::ldexp(static_cast<double>(dsp::hash(key, number) >> 11), -53);
    return u * u * u;
  };
  const double a = drawn(step), b = drawn(step + 1.0);
  return static_cast<float>(a + (b - a) * base::raised_cosine(at - step));
}

}  // namespace

void Shares::prepare(const StreamSpec& spec, int quantum, std::uint64_t seed) {
  rate_ = spec.rate.value();
  keep_ = static_cast<float>(std::exp(-quantum / (kSmoothSeconds * rate_)));
  seed_ = seed;
}

float Shares::smoothed(int channel, std::span<const float> sound) noexcept {
  const float power = std::inner_product(sound.begin(), sound.end(), sound.begin(), 0.0f) /
                      static_cast<float>(sound.size());
  float& kept = power_[static_cast<std::size_t>(channel)];
  kept = power + keep_ * (kept - power);
  return kept;
}

// The share of each lane that follows one ear in what reaches that ear.
Shares::PerLane Shares::found(FullScaleBlock room, const Lanes& lanes) noexcept {
  const auto power_of = [&](int channel) { return smoothed(channel, room.channel(channel)); };
  std::array<float, 2> whole = {kTiny + power_of(lanes.front_left()),
                                kTiny + power_of(lanes.front_right())};
  PerLane at_ear{};
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    const Lane& lane = lanes.lanes()[i];
    const float power = power_of(lane.channel), left = lane.fold.left * lane.fold.left * power,
                right = lane.fold.right * lane.fold.right * power;
    whole[0] += left;
    whole[1] += right;
    at_ear[i] = lane.follows == Follows::left ? left : right;
  }
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    at_ear[i] /= whole[ear_of(lanes.lanes()[i])];
  }
  return at_ear;
}

void Shares::wander(const Lanes& lanes, const Percept& percept, PerLane& shares) const noexcept {
  const auto confused =
      static_cast<float>(std::min(1.0, percept.confusion_deg / kWhollyConfusedDeg));
  if (confused <= 0.0f) return;
  const double time = static_cast<double>(percept.frame) / rate_;
  // The key of an ear's front, beyond those of the lanes.
  std::array<float, 2> whole = {kTiny + weight(dsp::hash(seed_, kMostChannels), time),
                                kTiny + weight(dsp::hash(seed_, kMostChannels + 1), time)};
  PerLane drawn{};
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    if (!follows_one(lanes.lanes()[i])) continue;
    drawn[i] = weight(dsp::hash(seed_, i), time);
    whole[ear_of(lanes.lanes()[i])] += drawn[i];
  }
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    if (!follows_one(lanes.lanes()[i])) continue;
    shares[i] = std::lerp(shares[i], drawn[i] / whole[ear_of(lanes.lanes()[i])], confused);
  }
}

void Shares::add(FullScaleBlock room, const Lanes& lanes, const Percept& percept,
                 FullScaleBlock heard) noexcept {
  if (percept.ears[0].empty() && percept.ears[1].empty()) return;
  PerLane shares = found(room, lanes);
  wander(lanes, percept, shares);
  for (std::size_t i = 0; i < lanes.lanes().size(); ++i) {
    const Lane& lane = lanes.lanes()[i];
    if (!follows_one(lane)) continue;
    const auto sound = percept.ears[ear_of(lane)];
    const float gain = percept.from_pascal / std::max(lane.fold.left, lane.fold.right);
    const float from = gain * share_[i],
                slope = gain * (shares[i] - share_[i]) / static_cast<float>(heard.frames());
    share_[i] = shares[i];
    const auto out = heard.channel(static_cast<int>(i));
    for (std::size_t n = 0; n < sound.size(); ++n) {
      out[n] += (from + slope * static_cast<float>(n + 1)) * sound[n];
    }
  }
}

}  // namespace otoscape::surround
