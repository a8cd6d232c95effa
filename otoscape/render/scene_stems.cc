// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_stems.h"

#include <algorithm>

#include "otoscape/base/block_memory.h"
#include "otoscape/base/block_sums.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

using Kind = StemName::Kind;
using PartKind = inside::InsideParts::Kind;

}  // namespace

StemName::Kind stem_kind_of(PartKind kind) {
  switch (kind) {
    case PartKind::ringing:
      return Kind::ringing;
    case PartKind::heart:
      return Kind::heart;
    case PartKind::breath:
      return Kind::breath;
    case PartKind::steps:
      return Kind::steps;
    case PartKind::track:
      return Kind::track;
    case PartKind::events:
      return Kind::events;
  }
  return Kind::events;
}

bool has_room(const scene::Arc& arc) {
  return std::ranges::any_of(arc.keyframes(), [](const scene::Keyframe& k) {
    return k.perspective.value_or(1.0) < 1.0 || (k.leak && k.leak->on);
  });
}

SceneStems::SceneStems(const Setup& setup, StemSink& sink, Arena& arena)
    : setup_(setup), sink_(sink), lanes_(setup.spec.surround) {
  names_.push_back({Kind::world, ""});
  if (setup.felt) names_.push_back({Kind::felt, ""});
  if (setup.voice) names_.push_back({Kind::voice, ""});
  if (setup.room) names_.push_back({Kind::room, ""});
  part_place_ = names_.size();
  for (const auto& part : setup.parts.all()) names_.push_back({stem_kind_of(part.kind), part.name});
  const int channels = setup.spec.channels();
  for (std::size_t i = 0; i < names_.size(); ++i) {
    stems_.push_back(take_block(arena, channels, setup.frames));
  }
  ears_ = take_block(arena, setup.spec.ears, setup.frames);
  apart_ = take_block(arena, lanes_.count(), setup.frames);
  spread_ = take_block(arena, setup.spec.surround.channels(), setup.frames);
  given_.resize(names_.size());
  sink_.begin(names_, setup.spec);
}

void SceneStems::begin(const ears::Perspective::Course& course) {
  course_ = course;
  std::ranges::fill(given_, FullScaleBlock());
}

std::size_t SceneStems::place_of(Kind kind) const {
  return static_cast<std::size_t>(std::ranges::find(names_, kind, &StemName::kind) -
                                  names_.begin());
}

// Most stems are silent most of the time: what would add zeros is left out.
void SceneStems::add(std::size_t stem, const Bus& bus) {
  if (ears::is_shut(bus.weight, course_) || (is_silence(bus.ears) && is_silence(bus.apart))) return;
  const FullScaleBlock out = stems_[stem];
  const bool is_first = given_[stem].channels() == 0;
  given_[stem] = out;
  const bool is_wide = lanes_.count() > 0;
  if (is_first && is_wide) return spread(bus, out);
  if (is_first) return ears::weigh(bus.ears, bus.weight, course_, out);
  if (!is_wide) return ears::add(bus.ears, bus.weight, course_, out);
  spread(bus, spread_);
  add_sound(spread_, out);
}

// Writes the channels of a layout.
void SceneStems::spread(const Bus& bus, FullScaleBlock out) {
  ears::weigh(bus.ears, bus.weight, course_, ears_);
  FullScaleBlock apart;
  if (bus.apart.channels() > 0) {
    apart = apart_;
    ears::weigh(bus.apart, bus.weight, course_, apart);
  }
  surround::spread(ears_, apart, lanes_, out);
}

void SceneStems::add_room(ConstBlock<FullScaleUnit> channels) {
  if (!setup_.room || ears::is_shut(&ears::BusWeights::room, course_) || is_silence(channels)) {
    return;
  }
  const std::size_t stem = place_of(Kind::room);
  given_[stem] = stems_[stem];
  ears::weigh(channels, &ears::BusWeights::room, course_, stems_[stem]);
}

void SceneStems::give(std::int64_t first) {
  if (setup_.gain_lin != 1.0f) {
    for (const FullScaleBlock& stem : given_) {
      for (int c = 0; c < stem.channels(); ++c) {
        for (float& x : stem.channel(c)) x *= setup_.gain_lin;
      }
    }
  }
  sink_.take(first, setup_.frames, given_);
}

}  // namespace otoscape::render
