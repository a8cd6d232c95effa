// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/loudness_sections.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "otoscape/render/programme/section_loudness.h"

namespace otoscape::jobs::measure {
namespace {

using metrics::LoudnessRows;

constexpr std::int64_t kLeastRows = 10;  // 0.1 s

double in_db(float peak) { return 20.0 * std::log10(static_cast<double>(peak)); }

std::int64_t row_at(Seconds time, Seconds begin) {
  return std::llround((time.value() - begin.value()) * LoudnessRows::kPerSecond);
}

std::int64_t left_out() {
  return std::llround(render::programme::kLeftOut.value() * LoudnessRows::kPerSecond);
}

std::optional<double> level(const std::optional<LoudnessRows::Loudest>& loudest) {
  return loudest ? std::optional(loudest->lufs) : std::nullopt;
}

}  // namespace

SectionPeaks::SectionPeaks(Seconds begin, const std::vector<LoudnessPoint>& points)
    : begin_(begin.value()) {
  for (const LoudnessPoint& point : points) times_.push_back(point.time.value());
  peaks_.assign(points.size() + 1, 0.0f);
  while (section_ < times_.size() && times_[section_] <= begin_) ++section_;
}

void SectionPeaks::end_row() {
  if (now() > most_) {
    most_ = now();
    most_at_ = begin_ + static_cast<double>(row_) / LoudnessRows::kPerSecond;
  }
  ++row_;
  const double time = begin_ + static_cast<double>(row_) / LoudnessRows::kPerSecond;
  while (section_ < times_.size() && times_[section_] <= time) ++section_;
}

std::optional<double> SectionPeaks::dbtp(std::size_t section) const {
  return peaks_[section] > 0.0f ? std::optional(in_db(peaks_[section])) : std::nullopt;
}

std::optional<LoudestMoment> SectionPeaks::loudest() const {
  if (most_ <= 0.0f) return std::nullopt;
  return LoudestMoment{in_db(most_), Seconds(most_at_)};
}

std::vector<LoudnessSection> loudness_sections(const LoudnessRows& rows, Seconds begin,
                                               const std::vector<LoudnessPoint>& points,
                                               const SectionPeaks& peaks) {
  std::vector<LoudnessSection> sections;
  const double end = begin.value() + static_cast<double>(rows.rows()) / LoudnessRows::kPerSecond;
  for (std::size_t i = 0; !points.empty() && i <= points.size(); ++i) {
    LoudnessSection section;
    section.from = i == 0 ? begin : std::max(begin, points[i - 1].time);
    section.to = i < points.size() ? std::min(Seconds(end), points[i].time) : Seconds(end);
    if (section.to <= section.from) continue;
    const std::int64_t to = row_at(section.to, begin),
                       from = row_at(section.from, begin) + (i == 0 ? 0 : left_out());
    section.lufs = rows.sum(from, to).lufs();
    section.momentary_lufs = level(rows.loudest(LoudnessRows::kMomentary, from, to));
    section.short_term_lufs = level(rows.loudest(LoudnessRows::kShortTerm, from, to));
    section.true_peak_dbtp = peaks.dbtp(i);
    sections.push_back(section);
  }
  return sections;
}

std::vector<LoudnessStep> loudness_steps(const LoudnessRows& rows, Seconds begin,
                                         const std::vector<LoudnessPoint>& points) {
  std::vector<LoudnessStep> steps;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const std::int64_t at = row_at(points[i].time, begin);
    if (at <= 0 || at >= rows.rows()) continue;
    const std::int64_t before = row_at(points[i].from, begin), after = at + left_out();
    const std::int64_t earliest = i > 0 ? row_at(points[i - 1].time, begin) + left_out() : 0;
    const std::int64_t latest =
        i + 1 < points.size() ? row_at(points[i + 1].from, begin) : rows.rows();
    const auto mean = [&](std::int64_t from, std::int64_t to) -> std::optional<double> {
      const auto sum = rows.sum(from, to);
      return sum.rows >= kLeastRows ? sum.lufs() : std::nullopt;
    };
    const auto earlier = [&](std::int64_t window) {
      return mean(std::max(earliest, before - window), before);
    };
    const auto later = [&](std::int64_t window) {
      return mean(after, std::min(latest, after + window));
    };
    const auto step = [](std::optional<double> from, std::optional<double> to) {
      return from && to ? std::optional(*to - *from) : std::nullopt;
    };
    LoudnessStep one{
        points[i].time, earlier(LoudnessRows::kShortTerm), later(LoudnessRows::kShortTerm), {}, {}};
    one.step_lu = step(one.before_lufs, one.after_lufs);
    one.momentary_step_lu =
        step(earlier(LoudnessRows::kMomentary), later(LoudnessRows::kMomentary));
    steps.push_back(one);
  }
  return steps;
}

}  // namespace otoscape::jobs::measure
