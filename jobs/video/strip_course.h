// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/strip/strip.h"
#include "jobs/models/render_model.h"
#include "otoscape/scene/arc.h"

namespace otoscape::jobs::video {

// What a strip shows of the ears along a render's time: thresholds with what is worn, and ringing.
//
// Not shown: that ringing drifts, sinks under the programme or is held down to its loudness.
class StripCourse {
 public:
  explicit StripCourse(const models::HearingFacts& facts);

  io::strip::StripMoment at(Seconds time) const;
  // The points of a scene, in seconds; none of a listener.
  std::vector<double> points() const;

 private:
  void add_ringing(Seconds time, io::strip::StripMoment& moment) const;

  scene::Arc arc_;
  render::TinnitusMode mode_;
};

}  // namespace otoscape::jobs::video
