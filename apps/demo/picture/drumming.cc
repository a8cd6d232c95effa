// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/drumming.h"

namespace otoscape::demo::picture {
namespace {

constexpr Point kLeftRest{-34.0, 138.0}, kRightRest{42.0, 140.0};
constexpr double kFree = 0.1;     // s that a hand needs from one drum to another
constexpr double kLowered = 0.7;  // s from the last stroke to rest, and from rest to the next

bool is_right(sound::Drum drum) {
  using enum sound::Drum;
  return drum == closed_hat || drum == open_hat || drum == high_tom;
}

}  // namespace

Point struck_at(sound::Drum drum) {
  using enum sound::Drum;
  switch (drum) {
    case snare:
      return {-8.0, 158.0};
    case closed_hat:
    case open_hat:
      return {128.0, 92.0};
    case high_tom:
      return {62.0, 112.0};
    case low_tom:
      return {-112.0, 150.0};
    case crash:
      return {-142.0, 12.0};
    case sticks:
      return {0.0, -8.0};
    case kick:
      break;
  }
  return {0.0, 240.0};
}

Drumming::Drumming(const std::vector<sound::Stroke>& strokes) : strokes_(strokes) {
  for (const auto& [drum, at_s, velocity] : strokes) {
    if (drum == sound::Drum::kick) continue;
    const Point at = struck_at(drum);
    if (drum == sound::Drum::sticks) {
      left_.push_back({at, at_s});
      right_.push_back({at, at_s});
      continue;
    }
    auto* hand = is_right(drum) ? &right_ : &left_;
    const auto busy = [&](const auto& h) { return !h.empty() && at_s - h.back().seconds < kFree; };
    if (busy(*hand)) hand = hand == &left_ ? &right_ : &left_;
    // With three drums at once a stroke has no stick.
    if (!busy(*hand)) hand->push_back({at, at_s});
  }
}

Sticks Drumming::at(double seconds) const {
  return {tip(left_, kLeftRest, seconds), tip(right_, kRightRest, seconds)};
}

double Drumming::since(sound::Drum drum, double seconds) const {
  double last = -1000.0;
  for (const sound::Stroke& stroke : strokes_)
    if (stroke.drum == drum && stroke.at_s <= seconds) last = stroke.at_s;
  return seconds - last;
}

Point Drumming::tip(const std::vector<Contact>& hand, Point rest, double seconds) {
  const auto next =
      std::find_if(hand.begin(), hand.end(), [&](const Contact& c) { return c.seconds > seconds; });
  Contact from{rest, seconds - 100.0}, to{rest, seconds + 100.0};
  if (next != hand.begin()) from = *std::prev(next);
  if (next != hand.end()) to = *next;
  const double gap = to.seconds - from.seconds;
  if (gap > 2.0 * kLowered) {  // down to rest between them
    if (seconds < from.seconds + kLowered) {
      to = {rest, from.seconds + kLowered};
    } else if (seconds < to.seconds - kLowered) {
      return rest;
    } else {
      from = {rest, to.seconds - kLowered};
    }
  }
  const double time = std::min(to.seconds - from.seconds, 2.0 * kLowered);
  const double part = (seconds - from.seconds) / time;
  // Up soon after a stroke, down quickly before the next.
  const double arch = std::sin(kTurn / 2 * std::pow(part, 1.35));
  const double lift = std::min(78.0, 26.0 + 130.0 * time) * arch;
  return between(from.at, to.at, ease(0.0, 1.0, part)) - Point{0.0, lift};
}

}  // namespace otoscape::demo::picture
