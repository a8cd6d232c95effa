// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "jobs/models/render_model.h"
#include "otoscape/metrics/short_time_sii.h"
#include "otoscape/scene/arc.h"
#include "otoscape/units/calibration.h"

namespace otoscape::jobs::audibility {

// What is heard at one moment: the character's ears, and how much there is of them and of the room.
struct HeardNow {
  std::array<metrics::EarNow, 2> ears;
  // Whether an ear hears by air, and whether by an implant.
  std::array<bool, 2> acoustic = {true, true}, electric{};
  double character_lin = 1.0, room_lin = 0.0;  // amplitudes
};

// The ears of a render along its time.
//
// Not modelled: blends of ears shorter than 0.2 s, which step; ringing that drifts, that sinks
// under the programme, or is held down to its loudness; a room whose level is matched.
class HearingCourse {
 public:
  HearingCourse(const models::HearingFacts& facts, Calibration calibration);

  // Times may come in any order; ascending ones are fast.
  const HeardNow& at(Seconds time);

 private:
  void find_ears(Seconds time);
  std::array<metrics::EarNow::Bands, 2> ringing(
      Seconds time, const std::array<hearing::EarProfile, 2>& ears) const;

  scene::Arc arc_;
  render::TinnitusMode mode_;
  HeardNow now_;
  // Between these times nothing of the ears moves; empty before the first.
  double steady_from_ = 1.0, steady_to_ = 0.0;
};

}  // namespace otoscape::jobs::audibility
