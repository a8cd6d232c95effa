// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/perspective.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace otoscape::render {
namespace {

constexpr double kCutSeconds = 0.010;
constexpr double kCapMemory = 0.5;  // s after a cut in which its rise may still be held down
constexpr int kPoints = 4;          // of weights in a quantum

float lin(double db) { return db == 0.0 ? 1.0f : static_cast<float>(std::pow(10.0, db / 20.0)); }

}  // namespace

Perspective::Perspective(const scene::Arc& arc, const SceneStates& states, const ReturnCap& cap,
                         const std::vector<EarPiece>& pieces, const QuantumClock& clock)
    : arc_(arc), states_(states), cap_(cap) {
  for (const ReturnCap::Action& action : cap.actions()) {
    Cut cut{action.time, Seconds(action.time.value() + kCapMemory), false, Seconds()};
    for (const EarPiece& piece : pieces) {
      if (!piece.blends) continue;
      if (std::abs(piece.start_time.value() - cut.time.value()) > 2e-3) continue;
      cut.in_ears = true;
      cut.ears_from = clock.time_of(piece.start);
    }
    cuts_.push_back(cut);
  }
}

const Perspective::Cut* Perspective::cut_at(Seconds time) const {
  const auto after = std::ranges::upper_bound(cuts_, time, {}, &Cut::time);
  if (after == cuts_.begin()) return nullptr;
  const Cut& cut = *(after - 1);
  return time < cut.rests ? &cut : nullptr;
}

BusWeights Perspective::plain(Seconds time) const {
  const scene::MixState mix = arc_.mix(time);
  const double p = mix.perspective;
  const double room = p < 1.0 ? (1.0 - p) * lin(states_.room(time).value()) : 0.0;
  return {static_cast<float>(p * mix.hush_lin), static_cast<float>(p),
          static_cast<float>(room + p * mix.hush_lin * mix.leak_lin)};
}

BusWeights Perspective::at(Seconds time) const {
  BusWeights weights = plain(time);
  if (cap_.rests()) return weights;
  const double now_db = cap_.gain_db(time);
  const Cut* cut = cut_at(time);
  const bool in_ears = cut != nullptr && cut->in_ears;
  const double since = cut == nullptr ? 1e9 : time.value() - cut->time.value();
  if (since >= kCutSeconds) {
    const float gain = lin(now_db);
    if (!in_ears) weights.world *= gain;
    weights.room *= gain;
    return weights;
  }
  // During the cut each bus is what goes out plus what comes in, each with its own gain.
  const BusWeights before = plain(Seconds(cut->time.value() - 1e-6)),
                   after = plain(Seconds(cut->time.value() + kCutSeconds + 1e-6));
  const auto come =
      static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * since / kCutSeconds));
  const float gain = lin(now_db), old_gain = lin(cap_.gain_db_before(time, cut->time));
  weights.room = (1.0f - come) * old_gain * before.room + come * gain * after.room;
  if (!in_ears) weights.world = (1.0f - come) * old_gain * before.world + come * gain * after.world;
  return weights;
}

ear::Legs Perspective::legs(Seconds start, Seconds end) const {
  ear::Legs legs;
  if (cap_.rests()) return legs;
  const Cut* cut = cut_at(end);
  if (cut == nullptr || !cut->in_ears) return legs;
  const Seconds middle(0.5 * (start.value() + end.value()));
  legs.before_mid = lin(cap_.gain_db_before(middle, cut->time));
  legs.before_end = lin(cap_.gain_db_before(end, cut->time));
  const bool moved = start.value() > cut->ears_from.value() - 1e-6;
  legs.now_mid = moved ? lin(cap_.gain_db(middle)) : legs.before_mid;
  legs.now_end = moved ? lin(cap_.gain_db(end)) : legs.before_end;
  return legs;
}

void join(const Perspective& perspective, Seconds start, Seconds end, FullScaleBlock world,
          FullScaleBlock internal, FullScaleBlock room, FullScaleBlock out) {
  const int piece = out.frames() / kPoints;
  BusWeights from = perspective.at(start);
  for (int point = 0; point < kPoints; ++point) {
    const double part = static_cast<double>(point + 1) / kPoints;
    const BusWeights to = perspective.at(Seconds(std::lerp(start.value(), end.value(), part)));
    const float per_frame = 1.0f / static_cast<float>(piece);
    const auto slope = [&](float a, float b) { return (b - a) * per_frame; };
    const float w = slope(from.world, to.world), i = slope(from.internal, to.internal),
                r = slope(from.room, to.room);
    for (int c = 0; c < out.channels(); ++c) {
      const auto first = static_cast<std::size_t>(point * piece);
      const float* a = world.channel(c).data() + first;
      const float* b = internal.channel(c).data() + first;
      const float* d = room.channel(c).data() + first;
      float* to_sound = out.channel(c).data() + first;
      for (int n = 0; n < piece; ++n) {
        const auto at = static_cast<float>(n + 1);
        to_sound[n] = (from.world + w * at) * a[n] + (from.internal + i * at) * b[n] +
                      (from.room + r * at) * d[n];
      }
    }
    from = to;
  }
}

}  // namespace otoscape::render
