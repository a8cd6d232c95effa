// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/scene_states.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/ease.h"
#include "otoscape/ear/fit.h"
#include "otoscape/render/programme/ringing_level.h"
#include "otoscape/scene/ringing_glide.h"

namespace otoscape::render::programme {
namespace {

using hearing::TinnitusLayer;

constexpr double kShortestGlide = 0.2;  // s; what is shorter is a blend

double progress(Seconds start, Seconds end, Seconds time) {
  if (time >= end) return 1.0;
  return std::max(0.0, (time.value() - start.value()) / (end.value() - start.value()));
}

// The last that has begun, the first before it.
template <class Span>
std::size_t begun(std::span<const Span> spans, Seconds time) {
  const auto after = std::ranges::upper_bound(spans, time, {}, &Span::start);
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(after - spans.begin() - 1, 0));
}

DbSpl between(DbSpl from, DbSpl to, double part) {
  return DbSpl(std::lerp(from.value(), to.value(), part));
}

}  // namespace

SceneStates::SceneStates(const scene::Arc& arc, const SceneLoudness& loudness,
                         const SceneParams& params)
    : arc_(arc), params_(params) {
  std::vector<Decibels> rooms;
  for (const scene::RoomSpan& span : arc.rooms()) {
    rooms.push_back(span.matched ? loudness.match_gain(at(span.end), span.end) : Decibels(0.0));
  }
  rooms_ = std::move(rooms);
}

Decibels SceneStates::room(Seconds time) const {
  if (rooms_.empty()) return Decibels(0.0);
  const std::size_t i = begun(arc_.rooms(), time);
  const scene::RoomSpan& span = arc_.rooms()[i];
  const Decibels to = rooms_[i], from = i > 0 ? rooms_[i - 1] : to;
  const double part = progress(span.start, span.end, time);
  if (part >= 1.0 || from == to) return to;
  if (span.end.value() - span.start.value() >= kShortestGlide)
    return Decibels(std::lerp(from.value(), to.value(), part));
  const double eased = raised_cosine(part);
  return from_amplitude(std::lerp(to_amplitude(from), to_amplitude(to), eased));
}

std::vector<TinnitusLayer> SceneStates::layers(std::size_t side, Seconds time,
                                               double stress) const {
  std::vector<TinnitusLayer> all;
  const auto steps = arc_.ringing();
  if (steps.empty() || params_.tinnitus == TinnitusMode::off) return all;
  const std::size_t i = begun(steps, time);
  const hearing::EarProfile& to = steps[i].to[side];
  const hearing::EarProfile& from = i > 0 ? steps[i - 1].to[side] : to;
  const double part = i > 0 ? progress(steps[i].start, steps[i].end, time) : 1.0;
  const auto level = [&](const TinnitusLayer& layer, const hearing::EarProfile& ear) {
    return ringing_limit(ear::ringing_level(layer, ear), params_.tinnitus);
  };
  for (const auto& [old, now] : scene::ringing_pairs(from.tinnitus, to.tinnitus)) {
    if (now == nullptr && part >= 1.0) continue;
    const TinnitusLayer &first = old ? *old : *now, &last = now ? *now : *old;
    const DbSpl end = now ? level(*now, to) : level(*old, from) - scene::kRingingFade;
    const DbSpl start = old ? level(*old, from) : end - scene::kRingingFade;
    const double share = std::lerp(first.stress ? 1.0 : 0.0, last.stress ? 1.0 : 0.0, part);
    const DbSpl here = between(start, end, part);
    all.push_back(last);
    all.back().level = here + stress_lift(here, share * stress, params_.tinnitus);
  }
  return all;
}

LoudnessState SceneStates::at(Seconds time) const {
  LoudnessState state;
  state.mix = arc_.mix(time);
  if (!params_.has_body_track) state.mix.body.track_lin = 0.0;
  for (std::size_t side = 0; side < 2; ++side) {
    state.ears[side] = arc_.ear(side == 0 ? scene::Side::left : scene::Side::right, time);
    state.ears[side].tinnitus = layers(side, time, state.mix.stress);
  }
  state.room = room(time);
  state.film_heart = arc_.film_heart();
  state.recorded = params_.recorded;
  return state;
}

}  // namespace otoscape::render::programme
