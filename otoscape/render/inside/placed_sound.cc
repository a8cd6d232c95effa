// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/placed_sound.h"

#include <algorithm>
#include <numbers>

#include "otoscape/base/block_memory.h"
#include "otoscape/base/block_sums.h"

namespace otoscape::render::inside {
namespace {

using enum Speaker;

constexpr Hertz kLfeCorner{100.0};
constexpr float kLfeGain = 0.31622777f;  // −10 dB

struct Couple {
  Speaker left, right;
};
constexpr Couple kSide{side_left, side_right}, kBack{back_left, back_right},
    kAboveFront{top_front_left, top_front_right}, kAboveBack{top_back_left, top_back_right};

// In the order in which they are tried; the first list with a couple that the layout has is taken.
std::vector<std::vector<Couple>> couples(PlacedSound::Place place) {
  switch (place) {
    case PlacedSound::Place::front:
      return {};
    case PlacedSound::Place::side:
      return {{kSide}, {kBack}};
    case PlacedSound::Place::back:
      return {{kBack}, {kSide}};
    case PlacedSound::Place::above:
      return {{kAboveFront, kAboveBack}};
  }
  return {};
}

}  // namespace

PlacedSound::PlacedSound(const StreamSpec& spec, int frames, Arena& arena) : frames_(frames) {
  const surround::Lanes lanes(spec.surround);
  lane_count_ = lanes.count();
  if (lane_count_ == 0) return;
  const auto count = static_cast<std::size_t>(frames);
  for (const Place place : {Place::side, Place::back, Place::above}) {
    pairs_[index(place)] = pairs_of(place, lanes, spec.surround);
    for (auto& ear : ringing_[index(place)]) ear = arena.take<float>(count);
  }
  for (std::size_t lane = 0; lane < lanes.lanes().size(); ++lane) {
    if (lanes.lanes()[lane].follows == surround::Follows::mean) lfe_lane_ = static_cast<int>(lane);
  }
  internal_ = take_block(arena, lane_count_, frames);
  felt_ = take_block(arena, lane_count_, frames);
  low_pass_ = dsp::Biquads(
      {dsp::Biquad::low_pass(spec.rate, kLfeCorner, 1.0 / std::numbers::sqrt2)}, kLfeGain);
}

std::vector<PlacedSound::Pair> PlacedSound::pairs_of(Place place, const surround::Lanes& lanes,
                                                     const Layout& layout) const {
  const auto lane_of = [&](Speaker speaker) {
    const auto found =
        std::ranges::find(lanes.lanes(), *layout.channel_of(speaker), &surround::Lane::channel);
    return static_cast<int>(found - lanes.lanes().begin());
  };
  std::vector<Pair> pairs;
  for (const auto& list : couples(place)) {
    for (const auto& [left, right] : list) {
      if (!layout.channel_of(left) || !layout.channel_of(right)) continue;
      pairs.push_back({lane_of(left), lane_of(right), 1.0f / fold_gains(left).left});
    }
    if (!pairs.empty()) break;
  }
  for (Pair& pair : pairs) pair.share /= static_cast<float>(pairs.size());
  return pairs;
}

PascalBlock PlacedSound::ringing(Place place) {
  rings_ = true;
  auto& ears = ringing_[index(place)];
  return {{ears[0].data(), ears[1].data()}, 2, frames_};
}

void PlacedSound::begin() {
  if (!rings_) return;
  rings_ = false;
  for (auto& place : ringing_) {
    for (const auto ear : place) std::ranges::fill(ear, 0.0f);
  }
}

void PlacedSound::scale(float a, float b) {
  if (!rings_) return;
  const float slope = (b - a) / static_cast<float>(frames_);
  for (auto& place : ringing_) {
    for (const auto ear : place) {
      float gain = a;
      for (float& x : ear) x *= gain += slope;
    }
  }
}

void PlacedSound::add_to(PascalBlock ears) const {
  if (!rings_) return;
  for (const auto& place : ringing_) {
    for (std::size_t ear = 0; ear < 2; ++ear) {
      add_sound(place[ear], ears.channel(static_cast<int>(ear)));
    }
  }
}

void PlacedSound::spread(Place place, std::span<const float> left, std::span<const float> right) {
  for (const Pair& pair : pairs_[index(place)]) {
    const auto add = [&](std::span<const float> from, int lane) {
      const auto to = internal_.channel(lane);
      for (std::size_t n = 0; n < to.size(); ++n) to[n] += pair.share * from[n];
    };
    add(left, pair.left);
    add(right, pair.right);
  }
}

FullScaleBlock PlacedSound::internal() {
  if (!rings_) return {};
  clear_sound(internal_);
  for (const Place place : {Place::side, Place::back, Place::above}) {
    spread(place, ringing_[index(place)][0], ringing_[index(place)][1]);
  }
  return internal_;
}

FullScaleBlock PlacedSound::apart_of(Place place, ConstBlock<FullScaleUnit> ears) {
  if (!holds(place)) return {};
  clear_sound(internal_);
  spread(place, ears.channel(0), ears.channel(1));
  return internal_;
}

FullScaleBlock PlacedSound::felt(FullScaleBlock ears) {
  if (lfe_lane_ < 0 || ears.channels() != 2) return {};
  const auto lfe_sound = felt_.channel(lfe_lane_);
  for (std::size_t n = 0; n < lfe_sound.size(); ++n) {
    lfe_sound[n] = 0.5f * (ears.channel(0)[n] + ears.channel(1)[n]);
  }
  low_pass_.process(0, lfe_sound);
  return felt_;
}

}  // namespace otoscape::render::inside
