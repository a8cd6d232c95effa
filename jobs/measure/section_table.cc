// SPDX-License-Identifier: Apache-2.0
#include "jobs/measure/section_table.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::jobs::measure {
namespace {

using namespace render::programme;

constexpr double kNothingLu = -70.0;  // and below: the noise of a file's own digits
constexpr std::size_t kMostSections = 60;

std::string in_lu(double energy, double programme_lufs) {
  const double lu = energy > 0.0 ? to_lufs(energy) - programme_lufs : -1e9;
  return lu < kNothingLu ? "–" : fmt::format("{:+.1f}", lu);
}

// One sentence for all sections with the same trouble, with the figures of the worst.
std::string warning_text(SectionTrouble what, const std::vector<SectionWarning>& warnings,
                         const std::vector<std::string>& starts, double programme_lufs) {
  std::string where;
  SectionWarning worst;
  for (const SectionWarning& warning : warnings) {
    if (warning.what != what) continue;
    if (where.empty() || warning.heard_lufs > worst.heard_lufs) worst = warning;
    where += (where.empty() ? "" : ", ") + starts[warning.section];
  }
  if (where.empty()) return {};
  const double heard = worst.heard_lufs - programme_lufs;
  if (what == SectionTrouble::inside_louder) {
    return fmt::format(
        "from {}: ringing, body and what is felt are up to {:.1f} LU louder than the world was "
        "before ({:+.1f} LU); make them softer with level_lu, heart_lu, breath_lu, steps_lu",
        where, worst.heard_lufs - worst.limit_lufs, worst.limit_lufs - programme_lufs);
  }
  return fmt::format(
      "from {}: the world is nearly silent, yet {:+.1f} LU are heard; near silence is -12 LU and "
      "less",
      where, heard);
}

}  // namespace

std::string clock_text(Seconds time) {
  const double s = std::max(0.0, std::round(time.value() * 10.0) / 10.0);
  const int minutes = static_cast<int>(s / 60.0);
  return fmt::format("{}:{:04.1f}", minutes, s - 60.0 * minutes);
}

std::string section_table(const std::vector<SectionLoudness>& sections, double programme_lufs,
                          const TimeText& time, const std::string& indent) {
  std::size_t wide = 6;
  for (const SectionLoudness& s : sections) {
    wide = std::max({wide, time(s.from).size(), time(s.to).size()});
  }
  std::string text =
      fmt::format("{}{:<{}}  {:<{}}  {:>6}  {:>6}  {:>6}  {:>6}  {:>6}\n", indent, "from", wide,
                  "to", wide, "room", "heard", "world", "felt", "inside");
  for (std::size_t i = 0; i < std::min(sections.size(), kMostSections); ++i) {
    const SectionLoudness& s = sections[i];
    text += fmt::format("{}{:<{}}  {:<{}}", indent, time(s.from), wide, time(s.to), wide);
    for (double energy : {s.mean.room, s.mean.heard, s.mean.world, s.mean.felt, s.mean.inside}) {
      // A dash of three bytes is one column wide.
      const std::string lu = in_lu(energy, programme_lufs);
      text += std::string(lu == "–" ? 7 : 8 - std::min<std::size_t>(lu.size(), 8), ' ') + lu;
    }
    text += '\n';
  }
  if (sections.size() > kMostSections) {
    text += fmt::format("{}… and {} more sections (--json has them)\n", indent,
                        sections.size() - kMostSections);
  }
  std::vector<std::string> starts;
  for (const SectionLoudness& s : sections) starts.push_back(time(s.from));
  const auto warnings = section_warnings(sections, programme_lufs);
  for (const auto what : {SectionTrouble::inside_louder, SectionTrouble::not_silent}) {
    const std::string warning = warning_text(what, warnings, starts, programme_lufs);
    if (!warning.empty()) text += indent + "warning: " + warning + "\n";
  }
  return text;
}

}  // namespace otoscape::jobs::measure
