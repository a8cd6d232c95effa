// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/audibility.h"

#include <algorithm>
#include <cmath>

#include "jobs/audibility/hearing_course.h"

namespace otoscape::jobs::audibility {
namespace {

using metrics::AudibilityTrack;
using metrics::SpeechLevels;

constexpr double kSilentLin = 1e-4;  // −80 dB: nothing of this side is heard

// One ear of one row.
double heard(const metrics::ShortTimeSii& sii, const SpeechLevels& levels, std::size_t i,
             std::size_t ear, const HeardNow& now) {
  static const metrics::EarNow typical;
  const metrics::EarNow& own = now.ears[ear];
  const auto at = [&](const metrics::EarNow& of, double lin) {
    return lin < kSilentLin ? 0.0 : sii.index(levels, i, ear, of, from_amplitude(lin));
  };
  // Two sides of one sound add up in amplitude.
  const bool unchanged = own.threshold_db_hl == typical.threshold_db_hl &&
                         own.gain_db == typical.gain_db && own.noise_db == typical.noise_db;
  if (unchanged) return at(own, std::min(1.0, now.character_lin + now.room_lin));
  return std::max(at(own, now.character_lin), at(typical, now.room_lin));
}

}  // namespace

AudibilityTrack audibility_of(const SpeechLevels& speech, const models::HearingFacts& hearing,
                              Calibration calibration, const Part& part) {
  const metrics::ShortTimeSii sii(calibration);
  const metrics::EarNow typical;
  HearingCourse course(hearing, calibration);
  const auto row_at = [&](Seconds time) {
    const double row =
        std::ceil((time.value() - speech.begin.value()) * SpeechLevels::kPerSecond - 1e-6);
    return static_cast<std::int64_t>(std::clamp(row, 0.0, static_cast<double>(speech.rows)));
  };
  const std::int64_t first = row_at(part.from), end = std::max(first, row_at(part.to));
  const double step = 1.0 / SpeechLevels::kPerSecond;
  AudibilityTrack track;
  track.step = Seconds(step);
  track.begin = Seconds(speech.begin.value() + static_cast<double>(first) * step);
  track.values.resize(static_cast<std::size_t>(end - first));
  for (std::size_t i = 0; i < speech.at.size(); ++i) {
    const std::int64_t row = speech.at[i];
    if (row < first || row >= end) continue;
    const Seconds middle(speech.begin.value() + (static_cast<double>(row) + 0.5) * step);
    const HeardNow& now = course.at(middle);
    auto& value = track.values[static_cast<std::size_t>(row - first)];
    value.speech = true;
    value.left = static_cast<float>(heard(sii, speech, i, 0, now));
    value.right = static_cast<float>(heard(sii, speech, i, 1, now));
    value.typical = static_cast<float>(
        std::max(sii.index(speech, i, 0, typical), sii.index(speech, i, 1, typical)));
  }
  return track;
}

}  // namespace otoscape::jobs::audibility
