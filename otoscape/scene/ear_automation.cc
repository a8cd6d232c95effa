// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/ear_automation.h"

#include <algorithm>

#include "otoscape/hearing/between.h"
#include "otoscape/scene/automation.h"
#include "otoscape/scene/hearing_protection.h"
#include "otoscape/scene/recovery.h"

namespace otoscape::scene {
namespace {

using hearing::EarProfile;

const EarProfile kTypical;

bool counts(double from, double time, EarAutomation::At at) {
  return from < time || (from == time && at == EarAutomation::At::after);
}

}  // namespace

const EarProfile& EarAutomation::last_listener() const {
  return listeners_.empty() ? kTypical : listeners_.back().ear;
}

EarProfile EarAutomation::listener(double time, At at) const {
  const auto there = [&](const Listener& l) {
    return l.start < l.done ? l.done <= time : counts(l.done, time, at);
  };
  const auto next = std::ranges::partition_point(listeners_, there);
  const EarProfile& last = next == listeners_.begin() ? kTypical : (next - 1)->ear;
  if (next == listeners_.end() || time <= next->start || next->start == next->done) return last;
  return hearing::between(last, next->ear,
                          shaped((time - next->start) / (next->done - next->start), next->shape));
}

EarProfile EarAutomation::open_ear(double time, At at) const {
  EarProfile ear = listener(time, at);
  for (const Shift& s : shifts_) {
    if (!counts(s.from, time, at)) break;
    const double share = still_shifted(s.blast, time - s.at);
    if (share <= 0.0) continue;
    ear.air = ear.air.shifted(shift(s.blast, share));
    if (ear.bone) ear.bone = ear.bone->shifted(shift(s.blast, share));
  }
  return ear;
}

EarProfile EarAutomation::ear(double time, At at) const {
  EarProfile ear = open_ear(time, at);
  const auto later = std::ranges::partition_point(
      plugs_, [&](const Plug& plug) { return counts(plug.from, time, at); });
  hearing::Attenuation put_on;
  if (later != plugs_.begin() && (later - 1)->kind) put_on = attenuation(*(later - 1)->kind);
  Decibels pressed{0.0};
  for (const Pressure& p : pressures_) {
    if (!counts(p.from, time, at)) break;
    const double left = 1.0 - shaped((time - p.until) / kPressureOffSeconds, Shape::ease);
    pressed = std::max(pressed, p.by * left);
  }
  if (pressed > Decibels(0.0)) {
    put_on = hearing::together(put_on, pressure(pressed), bone_limit());
  }
  if (!put_on.points.empty()) ear.worn = hearing::together(ear.worn, put_on, bone_limit());
  return ear;
}

}  // namespace otoscape::scene
