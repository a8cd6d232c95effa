// SPDX-License-Identifier: Apache-2.0
#include "io/views/arc_film.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/views/svg.h"

namespace otoscape::io::views {

std::string film_panel(const Axis& axis, const Panel& panel, const SoundOutline& film) {
  constexpr int kColumns = 464;  // two pixels each
  std::string d;
  for (int i = 0; i < kColumns; ++i) {
    const double step = film.step.value(), end = static_cast<double>(film.peaks.size());
    const auto from = static_cast<std::size_t>(std::min(end, axis.to * i / kColumns / step));
    const auto to =
        static_cast<std::size_t>(std::min(end, axis.to * (i + 1) / kColumns / step + 1.0));
    float peak = 0.0f;
    for (std::size_t at = from; at < to; ++at) peak = std::max(peak, film.peaks[at]);
    if (peak <= 0.0f) continue;
    const double x = axis.from_px + 2.0 * i + 1.0, y = panel.y(peak);
    d += fmt::format("M{:.0f} {:.1f}v{:.1f}", x, y, panel.y(-peak) - y);
  }
  return panel_frame(axis, panel, "Film", "peaks", {}) +
         fmt::format("<path d=\"{}\" stroke=\"#7c8794\" stroke-width=\"1.4\"/>\n", d);
}

std::string loudness_panel(const Axis& axis, const Panel& panel, const LoudnessCurves& curves) {
  struct Line {
    const std::vector<float> LoudnessCurves::*values;
    std::string_view name, style;
  };
  constexpr Line kLines[] = {
      {&LoudnessCurves::room, "room", "stroke=\"#9aa4af\" stroke-width=\"2.2\""},
      {&LoudnessCurves::world, "world", "stroke=\"#1f5fa8\" stroke-width=\"1.4\""},
      {&LoudnessCurves::felt, "felt",
       "stroke=\"#8a5a1a\" stroke-width=\"1.4\" stroke-dasharray=\"2 3\""},
      {&LoudnessCurves::inside, "inside",
       "stroke=\"#a3401a\" stroke-width=\"1.4\" stroke-dasharray=\"8 3\""},
      {&LoudnessCurves::heard, "heard", "stroke=\"#111111\" stroke-width=\"2.2\""}};
  std::string out = panel_frame(axis, panel, "Loudness", "LU, 3 s", {0, -20, -40, -60});
  double key_x = axis.from_px + 8.0;
  for (const Line& line : kLines) {
    const auto& values = curves.*line.values;
    const auto audible = [](float lu) { return static_cast<double>(lu) > kSoftestDrawn; };
    if (std::ranges::none_of(values, audible)) continue;
    Curve curve;
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double time =
          curves.begin.value() + curves.step.value() * (static_cast<double>(i) + 0.5);
      if (time <= axis.to) curve.push_back({time, static_cast<double>(values[i])});
    }
    out += path_of(axis, panel, curve, line.style) +
           svg::line(key_x, panel.bottom - 8.0, key_x + 26.0, panel.bottom - 8.0, line.style) +
           svg::text_at(key_x + 31.0, panel.bottom - 4.0, "font-size=\"11\"", line.name);
    key_x += 90.0;
  }
  return out;
}

}  // namespace otoscape::io::views
