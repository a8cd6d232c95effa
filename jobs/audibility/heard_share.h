// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/audibility/hearing_course.h"
#include "otoscape/metrics/short_time_sii.h"

namespace otoscape::jobs::audibility {

// One ear in one row with speech.
struct Where {
  const metrics::ShortTimeSii& sii;
  const metrics::SpeechLevels& levels;
  std::size_t row, ear;
};

// The share of the speech there that the ear can use: of what the character hears or of the room,
// whichever is more. raised: gains of the programme for acoustic ears.
double heard_share(const Where& where, const HeardNow& now, const metrics::SpeechGains& raised);

}  // namespace otoscape::jobs::audibility
