// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_stems.h"

#include <algorithm>

#include "otoscape/base/block_memory.h"
#include "otoscape/render/block_sums.h"
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
  sink_.begin(names_, setup.spec);
}

void SceneStems::begin(const ears::Perspective::Course& course) {
  course_ = course;
  for (const FullScaleBlock& stem : stems_) clear(stem);
}

std::size_t SceneStems::place_of(Kind kind) const {
  return static_cast<std::size_t>(std::ranges::find(names_, kind, &StemName::kind) -
                                  names_.begin());
}

void SceneStems::add(std::size_t stem, const Bus& bus) {
  if (lanes_.count() == 0) {
    ears::add(bus.ears, bus.weight, course_, stems_[stem]);
    return;
  }
  clear(ears_);
  ears::add(bus.ears, bus.weight, course_, ears_);
  FullScaleBlock apart;
  if (bus.apart.channels() > 0) {
    apart = apart_;
    clear(apart);
    ears::add(bus.apart, bus.weight, course_, apart);
  }
  surround::spread(ears_, apart, lanes_, spread_);
  add_to(spread_, stems_[stem]);
}

void SceneStems::add_room(ConstBlock<FullScaleUnit> channels) {
  if (!setup_.room) return;
  ears::add(channels, &ears::BusWeights::room, course_, stems_[place_of(Kind::room)]);
}

void SceneStems::give(std::int64_t first) {
  if (setup_.gain_lin != 1.0f) {
    for (const FullScaleBlock& stem : stems_) {
      for (int c = 0; c < stem.channels(); ++c) {
        for (float& x : stem.channel(c)) x *= setup_.gain_lin;
      }
    }
  }
  sink_.take(first, stems_);
}

}  // namespace otoscape::render
