// SPDX-License-Identifier: Apache-2.0
#include "io/views/electrodogram_picture.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "io/printable.h"
#include "io/views/axis.h"
#include "io/views/svg.h"
#include "otoscape/hearing/electrode_numbers.h"

namespace otoscape::io::views {
namespace {

using hearing::ImplantMap;
using implant::coding::Electrodogram;

constexpr double kLeft = 64.0, kTop = 54.0, kRow = 20.0, kRight = 84.0, kBelow = 46.0;
constexpr int kColumns = 1000;     // a pixel each
constexpr double kHighest = 0.75;  // of a row
constexpr std::string_view kSmallEnd = "font-size=\"11\" text-anchor=\"end\"";

struct Row {
  std::array<int, kColumns> levels{};
  int pulses = 0;
};

struct Chart {
  std::vector<Row> rows;  // by electrode, 0 the most apical
  double length_us = 0.0;
  int highest = 1;  // level

  double base(std::size_t electrode) const {
    return kTop + kRow * static_cast<double>(rows.size() - electrode);
  }
};

Chart chart_of(const Electrodogram& electrodogram, int contacts) {
  Chart chart;
  chart.rows.resize(static_cast<std::size_t>(contacts));
  if (electrodogram.pulses.empty()) return chart;
  const auto& last = electrodogram.pulses.back();
  chart.length_us = last.time_us + last.period_us;
  for (const auto& timed : electrodogram.pulses) {
    const auto electrode = static_cast<std::size_t>(std::max(timed.pulse.electrode, 0));
    if (timed.pulse.level <= 0 || electrode >= chart.rows.size()) continue;
    Row& row = chart.rows[electrode];
    const double part = timed.time_us / std::max(chart.length_us, 1.0);
    const auto column =
        std::min<std::size_t>(static_cast<std::size_t>(part * kColumns), kColumns - 1);
    row.levels[column] = std::max(row.levels[column], timed.pulse.level);
    row.pulses += 1;
    chart.highest = std::max(chart.highest, timed.pulse.level);
  }
  return chart;
}

std::string lines_of(const Chart& chart, std::size_t electrode) {
  const Row& row = chart.rows[electrode];
  std::string d;
  for (int column = 0; column < kColumns; ++column) {
    const int level = row.levels[static_cast<std::size_t>(column)];
    if (level == 0) continue;
    d += fmt::format("M{:.1f} {:.0f}v-{:.2f}", kLeft + column + 0.5, chart.base(electrode),
                     kHighest * kRow * level / chart.highest);
  }
  if (d.empty()) return {};
  return fmt::format("<path d=\"{}\" stroke=\"#1d4f91\" stroke-width=\"1\" fill=\"none\"/>\n", d);
}

std::string rows_of(const Chart& chart, const ImplantMap& map) {
  std::string out;
  for (std::size_t i = 0; i < chart.rows.size(); ++i) {
    const double y = chart.base(i);
    const int number = hearing::number_of(map, static_cast<int>(i));
    const bool active =
        std::ranges::find(map.electrodes, number, &hearing::ImplantElectrode::number) !=
        map.electrodes.end();
    out += svg::line(kLeft, y, kLeft + kColumns, y, "stroke=\"#d5dae1\" stroke-width=\"0.6\"");
    out += svg::text_at(kLeft - 8.0, y - 4.0,
                        fmt::format("{} fill=\"{}\"", kSmallEnd, active ? "#222" : "#9aa3ad"),
                        fmt::format("E{}", number));
    out += lines_of(chart, i);
    out += svg::text_at(kLeft + kColumns + kRight - 8.0, y - 4.0,
                        fmt::format("{} fill=\"#5b6673\"", kSmallEnd),
                        active ? fmt::format("{}", chart.rows[i].pulses) : "off");
  }
  return out;
}

std::string time_marks(const Chart& chart) {
  if (chart.length_us <= 0.0) return {};
  struct Unit {
    const char* name;
    double us;
  };
  const Unit unit = chart.length_us <= 5e3   ? Unit{"µs", 1.0}
                    : chart.length_us <= 5e6 ? Unit{"ms", 1e3}
                                             : Unit{"s", 1e6};
  const double bottom = chart.base(0);
  const Axis axis = counting_axis(chart.length_us / unit.us).on(kLeft, kLeft + kColumns);
  return x_ticks(axis, {bottom, bottom + 5.0, "stroke=\"#5b6673\"", bottom + 18.0,
                        "font-size=\"11\" text-anchor=\"middle\""}) +
         svg::text_at(kLeft + kColumns, bottom + 36.0, kSmallEnd,
                      fmt::format("time, {}", unit.name));
}

std::string title_of(const ImplantMap& map) {
  constexpr std::array<std::string_view, 5> strategies = {"ACE", "CIS", "HiRes 120", "FS4",
                                                          "MP3000"};
  return svg::escaped(fmt::format("Electrodogram: {}, {}", printable(map.name, 60),
                                  strategies[static_cast<std::size_t>(map.strategy)]));
}

}  // namespace

std::string electrodogram_svg(const Electrodogram& electrodogram, const ImplantMap& map) {
  const Chart chart = chart_of(electrodogram, map.contacts);
  const double width = kLeft + kColumns + kRight;
  const double height = kTop + kRow * static_cast<double>(chart.rows.size()) + kBelow;
  const std::string title = title_of(map);
  std::string out = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0:.0f}\" height=\"{1:.0f}\" "
      "viewBox=\"0 0 {0:.0f} {1:.0f}\" font-family=\"sans-serif\" role=\"img\">\n"
      "<title>{2}</title>\n",
      width, height, title);
  out += svg::box(0, 0, width, height, "fill=\"#fff\"");
  out += svg::text_at(kLeft, 22.0, "font-size=\"15\"", title);
  out += svg::text_at(kLeft, 40.0, "font-size=\"11\" fill=\"#5b6673\"",
                      fmt::format("base of the cochlea above, apex below; a line is a pulse, its "
                                  "height its level, {} the highest",
                                  chart.highest));
  out += svg::text_at(width - 8.0, 40.0, "font-size=\"11\" fill=\"#5b6673\" text-anchor=\"end\"",
                      "pulses");
  out += rows_of(chart, map) + time_marks(chart);
  return out + "</svg>\n";
}

}  // namespace otoscape::io::views
