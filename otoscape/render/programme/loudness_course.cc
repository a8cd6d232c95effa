// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/loudness_course.h"

#include <algorithm>
#include <cmath>

namespace otoscape::render::programme {

std::vector<BusEnergies> loudness_course(const SceneStates& states, const SceneLoudness& loudness) {
  const ProgrammeLoudness& programme = loudness.programme();
  std::vector<BusEnergies> course;
  for (std::int64_t row = 0; row < programme.rows(); ++row) {
    const double middle = (static_cast<double>(row) + 0.5) / ProgrammeLoudness::kPerSecond;
    course.push_back(loudness.row(states.at(Seconds(programme.begin().value() + middle)), row));
  }
  return course;
}

std::vector<SectionLoudness> section_means(const std::vector<BusEnergies>& course, Seconds begin,
                                           const std::vector<Seconds>& points) {
  const auto rows = static_cast<double>(course.size());
  const Seconds end(begin.value() + rows / ProgrammeLoudness::kPerSecond);
  std::vector<Seconds> edges{begin};
  for (const Seconds point : points) {
    if (point > begin && point < end) edges.push_back(point);
  }
  edges.push_back(end);
  std::vector<SectionLoudness> sections;
  for (std::size_t i = 0; i + 1 < edges.size(); ++i) {
    SectionLoudness section{edges[i], edges[i + 1], {}};
    const auto row_at = [&](double s) {
      return std::clamp((s - begin.value()) * ProgrammeLoudness::kPerSecond, 0.0, rows);
    };
    const double a = row_at(section.from.value() + kLeftOut.value()),
                 b = row_at(section.to.value());
    for (auto row = static_cast<std::int64_t>(a); static_cast<double>(row) < b; ++row) {
      const auto r = static_cast<double>(row);
      const double part = std::min(b, r + 1.0) - std::max(a, r);
      section.mean += course[static_cast<std::size_t>(row)] * (part / (b - a));
    }
    sections.push_back(section);
  }
  return sections;
}

}  // namespace otoscape::render::programme
