// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/arc.h"

#include <algorithm>
#include <utility>

#include "otoscape/scene/ringing_steps.h"

namespace otoscape::scene {
namespace {

constexpr double kHeartByStress = 0.5, kBreathByStress = 0.6;

std::vector<EarMovement> movements(const EarTimeline& ears) {
  std::vector<EarMovement> all;
  for (const Blend& b : ears.blends()) all.push_back({Seconds(b.start), Seconds(b.end), true});
  for (const Glide& g : ears.glides()) all.push_back({Seconds(g.start), Seconds(g.end), false});
  std::ranges::sort(all, {}, &EarMovement::start);
  return all;
}

double gap_before(const std::vector<Keyframe>& keyframes, std::size_t i) {
  return i == 0 ? 0.0 : keyframes[i].time.value() - keyframes[i - 1].time.value();
}

Automation rates(const std::vector<Keyframe>& keyframes, double BodySetting::*per_min) {
  const BodySetting first = keyframes.front().body.value_or(BodySetting{});
  Automation track(Quantity::number, first.*per_min / 60.0);
  for (std::size_t i = 1; i < keyframes.size(); ++i) {
    const Keyframe& k = keyframes[i];
    if (!k.body) continue;
    track.arrive(k.time, within_gap(k.body_ramp.value_or(k.ramp), gap_before(keyframes, i)),
                 (*k.body).*per_min / 60.0);
  }
  return track;
}

std::vector<RoomSpan> room_spans(const std::vector<Keyframe>& keyframes) {
  std::vector<RoomSpan> spans;
  bool matched = false;
  for (std::size_t i = 0; i < keyframes.size(); ++i) {
    const Keyframe& k = keyframes[i];
    if (k.room_level) matched = *k.room_level == RoomLevel::match;
    const double over = within_gap(k.ramp, gap_before(keyframes, i)).over.value();
    const double start = k.time.value() - over;
    spans.push_back({Seconds(start), over > 0.0 ? k.time : Seconds(start + kCutSeconds), matched});
  }
  return spans;
}

}  // namespace

Arc::Arc(std::vector<Keyframe> keyframes)
    : keyframes_(std::move(keyframes)),
      ears_(keyframes_),
      mix_(keyframes_),
      heart_(rates(keyframes_, &BodySetting::heart_per_min), mix_.stress(), kHeartByStress),
      breath_(rates(keyframes_, &BodySetting::breath_per_min), mix_.stress(), kBreathByStress),
      thuds_(rates(keyframes_, &BodySetting::thuds_per_min), mix_.stress(), 0.0),
      ear_movements_(movements(ears_)),
      ringing_(ringing_steps(keyframes_, ears_)),
      rooms_(room_spans(keyframes_)) {
  for (const Keyframe& k : keyframes_) {
    if (k.event) events_.push_back({k.time, *k.event});
    film_heart_ = film_heart_ || (k.body && k.body->film_heart);
  }
  std::vector<double> moments = mix_.moments();
  for (const EarMovement& m : ear_movements_) {
    moments.push_back((m.blends ? m.start : m.end).value());
  }
  for (const RingingStep& step : ringing_) moments.push_back(step.end.value());
  std::ranges::sort(moments);
  moments.erase(std::unique(moments.begin(), moments.end()), moments.end());
  for (double moment : moments) moments_.push_back(Seconds(moment));
}

hearing::EarProfile Arc::ear(Side side, Seconds time) const {
  return ears_.ear(side == Side::left ? 0 : 1, time.value());
}

}  // namespace otoscape::scene
