// SPDX-License-Identifier: Apache-2.0
#include "jobs/fold_headroom.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/input_path.h"
#include "otoscape/base/layout.h"

namespace otoscape::jobs {
namespace {

constexpr double kMostDb = 40.0;
constexpr double kBelowCeilingDb = 1.0;  // the guard begins at 0.5; peaks between samples

// Of channels at full scale, all at once.
double largest_fold(const Layout& layout) {
  double left = 0.0, right = 0.0;
  for (const Speaker speaker : layout.speakers()) {
    left += static_cast<double>(fold_gains(speaker).left);
    right += static_cast<double>(fold_gains(speaker).right);
  }
  return std::max(left, right);
}

}  // namespace

Status make_headroom(const RenderJob& job, models::InputFile& in,
                     std::map<int, render::RenderParams>& params, const io::ProgressCall& progress,
                     std::vector<std::string>& notes) {
  const auto is_folded = [&](int stream) { return in.stream(stream).channels > 2; };
  if (job.match_loudness || std::holds_alternative<models::MsbgRequest>(job.model)) return ok();
  if (job.layout == OutLayout::binaural || in.keeps_channels() ||
      std::ranges::none_of(in.streams(), is_folded))
    return ok();
  std::map<int, double> peaks;
  if (!io::can_be_read_twice(in.path())) {
    for (const int stream : in.streams()) peaks[stream] = largest_fold(in.stream(stream).layout);
  } else {
    auto reader = in.read_folded();
    if (!reader) return reader.error();
    const auto status = (*reader)->read_to_end([&](io::media::Piece) {
      progress({"measuring the fold", (*reader)->progress()});
      return ok();
    });
    if (!status) return status;
    for (const int stream : in.streams()) {
      peaks[stream] = static_cast<double>((*reader)->report_of(stream).fold_peak);
    }
  }
  for (const auto& [stream, peak] : peaks) {
    const double peak_db = 20.0 * std::log10(std::max(peak, 1e-9)),
                 asked_db = std::min(params.at(stream).output_gain.value(), 0.0),
                 lower_db = std::min(
                     peak_db + asked_db - (job.params.ceiling_dbtp - kBelowCeilingDb), kMostDb);
    if (!is_folded(stream) || lower_db <= 0.0) continue;
    Decibels& gain = params.at(stream).output_gain;
    gain = Decibels(gain.value() - lower_db);
    notes.push_back(fmt::format(
        "the fold to stereo reaches {:+.1f} dB re full scale, so the render is written {:.1f} dB "
        "lower; the ears hear it as it is",
        peak_db, lower_db));
  }
  return ok();
}

}  // namespace otoscape::jobs
