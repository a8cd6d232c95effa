// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/inside_parts.h"

#include <algorithm>
#include <utility>

#include "otoscape/base/block_sums.h"

namespace otoscape::render::inside {
namespace {

bool of_the_body(InsideParts::Kind kind) {
  return kind != InsideParts::Kind::ringing && kind != InsideParts::Kind::events;
}

}  // namespace

InsideParts::InsideParts(const StreamSpec& spec, int frames, std::span<const Kind> kinds,
                         Arena& arena)
    : spec_(spec), frames_(frames) {
  for (auto& ear : unheard_) ear = arena.take<float>(static_cast<std::size_t>(frames));
  for (const Kind kind : kinds) add(kind, "", {}, arena);
}

void InsideParts::add(Kind kind, std::string name, PlacedSound::Place place, Arena& arena) {
  Part& part = parts_.emplace_back(Part{kind, std::move(name), place, {}});
  for (auto& ear : part.memory) ear = arena.take<float>(static_cast<std::size_t>(frames_));
  occlusion_.emplace_back();
  if (of_the_body(kind)) occlusion_.back().prepare(spec_, frames_, arena);
}

std::size_t InsideParts::ringing(const hearing::TinnitusLayer& layer, Arena& arena) {
  const auto found = std::ranges::find_if(parts_, [&](const Part& part) {
    return part.kind == Kind::ringing && part.name == layer.name && part.place == layer.place;
  });
  if (found != parts_.end()) return static_cast<std::size_t>(found - parts_.begin());
  add(Kind::ringing, layer.name, layer.place, arena);
  return parts_.size() - 1;
}

FullScaleBlock InsideParts::sound(std::size_t part) const {
  const auto& memory = parts_[part].memory;
  return {{memory[0].data(), memory[1].data()}, spec_.ears, frames_};
}

PascalBlock InsideParts::pascals(std::size_t part) {
  const auto& memory = parts_[part].memory;
  parts_[part].given = true;
  return {{memory[0].data(), memory[1].data()}, spec_.ears, frames_};
}

PascalBlock InsideParts::of(Kind kind) {
  const auto found = std::ranges::find(parts_, kind, &Part::kind);
  if (found != parts_.end()) return pascals(static_cast<std::size_t>(found - parts_.begin()));
  return {{unheard_[0].data(), unheard_[1].data()}, spec_.ears, frames_};
}

void InsideParts::clear() {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].given) clear_sound(pascals(i));
    parts_[i].given = false;
  }
}

void InsideParts::occlude(const float (&shut_from)[2], const float (&shut_to)[2]) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (of_the_body(parts_[i].kind)) occlusion_[i].process(pascals(i), shut_from, shut_to);
  }
}

void InsideParts::scale(float a, float b) {
  const float slope = (b - a) / static_cast<float>(frames_);
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Part& part = parts_[i];
    if (part.kind == Kind::events || !part.given || is_silence(sound(i))) continue;
    for (const auto ear : part.memory) {
      float gain = a;
      for (float& x : ear) x *= gain += slope;
    }
  }
}

void InsideParts::add_to(FullScaleBlock ears, PlacedSound& placed) {
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    Part& part = parts_[i];
    part.sounds = part.given && !is_silence(sound(i));
    if (!part.sounds) continue;
    add_sound(sound(i), ears);
    if (part.kind != Kind::ringing || !placed.holds(part.place)) continue;
    add_sound(pascals(i), placed.ringing(part.place));
  }
}

}  // namespace otoscape::render::inside
