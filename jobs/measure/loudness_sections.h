// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "jobs/measure/loudness_facts.h"
#include "otoscape/metrics/loudness_rows.h"

namespace otoscape::jobs::measure {

// The largest peak between the points of a scene, and of all, row by row of 10 ms.
class SectionPeaks {
 public:
  // begin: of the first row, on the programme's clock.
  SectionPeaks(Seconds begin, const std::vector<LoudnessPoint>& points);

  // Of the section that the row is in: to be raised.
  float& now() { return peaks_[section_]; }
  void end_row();

  // Of the section with this number: 0 lies before the first point.
  std::optional<double> dbtp(std::size_t section) const;
  std::optional<LoudestMoment> loudest() const;

 private:
  double begin_;
  std::vector<double> times_;  // of the points
  std::vector<float> peaks_;   // linear
  std::size_t section_ = 0;
  std::int64_t row_ = 0;
  float most_ = 0.0f;
  double most_at_ = 0.0;
};

// The sections between the points, as far as there is sound; none without points.
std::vector<LoudnessSection> loudness_sections(const metrics::LoudnessRows& rows, Seconds begin,
                                               const std::vector<LoudnessPoint>& points,
                                               const SectionPeaks& peaks);
// The steps at the points inside the sound.
std::vector<LoudnessStep> loudness_steps(const metrics::LoudnessRows& rows, Seconds begin,
                                         const std::vector<LoudnessPoint>& points);

}  // namespace otoscape::jobs::measure
