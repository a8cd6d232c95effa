// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/audibility.h"

#include <algorithm>
#include <cmath>

#include "jobs/audibility/heard_share.h"
#include "jobs/audibility/hearing_course.h"

namespace otoscape::jobs::audibility {
namespace {

using metrics::AudibilityTrack;
using metrics::SpeechLevels;

}  // namespace

AudibilityTrack audibility_of(const SpeechLevels& speech, const models::HearingFacts& hearing,
                              Calibration calibration, const Part& part,
                              const models::Carry* carry) {
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
    metrics::SpeechGains raised;
    if (carry != nullptr) {
      raised.speech = Decibels(carry->lift.at(middle));
      if (carry->dialogue.empty()) raised.noise = raised.speech;
    }
    value.left = static_cast<float>(heard_share({sii, speech, i, 0}, now, raised));
    value.right = static_cast<float>(heard_share({sii, speech, i, 1}, now, raised));
    value.typical = static_cast<float>(
        std::max(sii.index(speech, i, 0, typical), sii.index(speech, i, 1, typical)));
  }
  return track;
}

}  // namespace otoscape::jobs::audibility
