// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/depth_course.h"

#include <cmath>

#include "otoscape/ear/fit_haptics.h"

namespace otoscape::jobs::haptics {
namespace {

constexpr double kStepSeconds = 0.02;

}  // namespace

double DepthCourse::share_at(std::int64_t step) {
  Known& known = known_[static_cast<std::size_t>(step & 1)];
  if (known.step != step) {
    const Seconds time(static_cast<double>(step) * kStepSeconds);
    const DbHl threshold = ear::threshold_for_depth(arc_->ear(scene::Side::left, time),
                                                    arc_->ear(scene::Side::right, time));
    known = {step, otoscape::haptics::loss_share(threshold)};
  }
  return known.share;
}

otoscape::haptics::Depth DepthCourse::at(Seconds time) {
  const double steps = time.value() / kStepSeconds, whole = std::floor(steps);
  const auto step = static_cast<std::int64_t>(whole);
  const double share = std::lerp(share_at(step), share_at(step + 1), steps - whole);
  return otoscape::haptics::depth(arc_->mix(time).perspective, share);
}

}  // namespace otoscape::jobs::haptics
