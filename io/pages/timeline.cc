// SPDX-License-Identifier: Apache-2.0
#include "io/pages/timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/pages/html.h"
#include "io/views/axis.h"

namespace otoscape::io::pages {
namespace {

using metrics::AudibilityTrack;

constexpr double kWide = 1000.0, kRow = 22.0;  // of the ribbon
constexpr std::size_t kMostColumns = 500;      // a page has no more pixels for them
constexpr double kSilent = -70.0, kTop = 0.0;  // LUFS: BS.1770's absolute gate, and full scale
constexpr double kLeft = 52.0, kRight = 716.0, kChartTop = 14.0, kChartBottom = 200.0;

// The mean over the values with speech in [from, to); negative without any.
double mean(const AudibilityTrack& track, std::size_t from, std::size_t to,
            float AudibilityTrack::Value::*ear) {
  double sum = 0.0;
  int count = 0;
  for (std::size_t i = from; i < std::min(to, track.values.size()); ++i) {
    if (!track.values[i].speech) continue;
    sum += track.values[i].*ear;
    ++count;
  }
  return count > 0 ? sum / count : -1.0;
}

std::string ribbon_row(const AudibilityTrack& track, double seconds, double top,
                       float AudibilityTrack::Value::*ear) {
  const std::size_t count = track.values.size(), per = (count + kMostColumns - 1) / kMostColumns;
  const double px = kWide / seconds;
  std::string svg;
  for (std::size_t i = 0; i < count; i += per) {
    const double part = mean(track, i, i + per, ear);
    if (part < 0.0) continue;
    const double x = (track.begin.value() + static_cast<double>(i) * track.step.value()) * px;
    const double wide = static_cast<double>(per) * track.step.value() * px;
    const double high = 1.5 + (kRow - 5.5) * std::clamp(part, 0.0, 1.0);
    svg += fmt::format("<rect x='{:.1f}' y='{:.1f}' width='{:.2f}' height='{:.1f}' class='u{}'/>",
                       x, top + kRow - 2.0 - high, wide + 0.2, high,
                       std::clamp(static_cast<int>(3.0 * part), 0, 2));
  }
  return svg;
}

std::string curve(const LoudnessCurve& curve, const views::Axis& time, const views::Axis& level) {
  std::string path;
  bool joined = false;
  for (std::size_t i = 0; i < curve.lufs.size(); ++i) {
    const bool heard = std::isfinite(curve.lufs[i]) && curve.lufs[i] > kSilent;
    if (heard)
      path += fmt::format("{}{:.1f} {:.1f}", joined ? 'L' : 'M',
                          time.held_px((static_cast<double>(i) + 0.5) * curve.step_s),
                          level.held_px(curve.lufs[i]));
    joined = heard;
  }
  return path;
}

}  // namespace

std::string audibility_ribbon(const AudibilityTrack& track, double seconds) {
  if (track.values.empty() || !(seconds > 0.0)) return "";
  return fmt::format(
      "<svg class='ribbon' viewBox='0 0 {:.0f} {:.0f}' preserveAspectRatio='none' "
      "aria-hidden='true'>{}{}</svg>",
      kWide, 2.0 * kRow, ribbon_row(track, seconds, 0.0, &AudibilityTrack::Value::left),
      ribbon_row(track, seconds, kRow, &AudibilityTrack::Value::right));
}

std::string loudness_chart(const LoudnessCurve& room, const LoudnessCurve& heard, double seconds) {
  const views::Axis time = views::time_axis(seconds).on(kLeft, kRight);
  const views::Axis level = views::linear_axis(kSilent, kTop, 10.0).on(kChartBottom, kChartTop);
  std::string svg = views::y_ticks(level, {.from_px = kLeft,
                                           .to_px = kRight,
                                           .line = "class='grid'",
                                           .words_px = kLeft - 6.0,
                                           .words = "class='end'"});
  svg += views::x_ticks(time,
                        {.from_px = kChartBottom,
                         .to_px = kChartBottom + 5.0,
                         .line = "class='tick'",
                         .words_px = kChartBottom + 20.0,
                         .words = "class='middle'"},
                        clock);
  return fmt::format(
      "<svg class='plot large curves' viewBox='0 0 724 228' role='img' aria-label='Loudness of "
      "three "
      "seconds over time, in LUFS: the room, and what is heard'>{}"
      "<path d='{}' class='music before'/><path d='{}' class='talk'/></svg>",
      svg, curve(room, time, level), curve(heard, time, level));
}

}  // namespace otoscape::io::pages
