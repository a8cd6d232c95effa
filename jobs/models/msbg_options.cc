// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/msbg_options.h"

#include <fmt/format.h>

#include <cmath>

namespace otoscape::jobs::models {

using loss::msbg::LevelStep;
using loss::msbg::SourcePosition;

const char* precision_word(const MsbgOptions& options) {
  return options.single_precision ? "single" : "double";
}

const char* position_word(const MsbgOptions& options) {
  return options.position == SourcePosition::free_field      ? "ff"
         : options.position == SourcePosition::diffuse_field ? "df"
                                                             : "itu";
}

const char* level_word(const MsbgOptions& options) {
  return options.level_step == LevelStep::joint ? "joint" : "ear";
}

namespace {

double rounded(double db) { return std::round(100.0 * db) / 100.0 + 0.0; }  // no −0

// The same for both ears, or each.
std::string of_ears(const MsbgSummary& summary, auto text_of) {
  const auto& [left, right] = summary.ears;
  if (!left || !right) return text_of(left ? *left : *right);
  const std::string l = text_of(*left), r = text_of(*right);
  return l == r ? l : fmt::format("left {}, right {}", l, r);
}

}  // namespace

std::string to_line(const MsbgSummary& summary) {
  using Ear = MsbgSummary::Ear;
  const auto delay =
      of_ears(summary, [](const Ear& e) { return fmt::format("{}", e.delay_frames); });
  std::string line = fmt::format(
      "msbg ({}), {} precision, source {}, fs={:.1f}, level step {} {} dB, {}", kMsbgVersion,
      precision_word(summary.options), position_word(summary.options), summary.full_scale_db_spl,
      level_word(summary.options),
      of_ears(summary,
              [](const Ear& e) { return fmt::format("{:+.2f}", rounded(e.level_step_db)); }),
      summary.options.aligned ? "aligned" : fmt::format("{} frames late", delay));
  if (summary.resampled_from) {
    line += fmt::format(", resampled from {:.0f} Hz", summary.resampled_from->value());
  }
  return line;
}

}  // namespace otoscape::jobs::models
