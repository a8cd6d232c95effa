// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/marker_table.h"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "io/files/timecode.h"

namespace otoscape::io::timelines {
namespace {

constexpr std::array kNames = {"red", "green", "blue", "yellow"};
constexpr std::array kRgb = {"FF0000", "00C000", "4080FF", "FFD000"};  // ours

std::string hours(Seconds time) {
  const auto ms = std::llround(time.value() * 1000.0);
  return fmt::format("{}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60,
                     ms % 1000);
}

}  // namespace

std::string csv_cell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string cell = "\"";
  for (char c : text) cell += c == '"' ? std::string("\"\"") : std::string(1, c);
  return cell + '"';
}

std::string marker_table(const Markers& markers) {
  const FilmClock& clock = markers.clock;
  const std::string rate =
      clock.rate ? fmt::format("{}/{}", clock.rate->numerator, clock.rate->denominator) : "";
  const std::string start = clock.rate ? written(Seconds(0.0), clock) : "";
  std::string csv = "name,timecode,time_s,comment,colour,frame_rate,timecode_start\n";
  for (const Marker& m : markers.all) {
    csv +=
        fmt::format("{},{},{:.6f},{},{},{},{}\n", csv_cell(m.name),
                    clock.rate ? written(m.time, clock) : "", m.time.value(), csv_cell(m.comment),
                    kNames[static_cast<std::size_t>(m.colour)], rate, start);
  }
  return csv;
}

std::string reaper_table(const Markers& markers) {
  std::string csv = "#,Name,Start,End,Length,Color\n";
  int number = 0;
  for (const Marker& m : markers.all) {
    csv += fmt::format("M{},{},{},,,{}\n", ++number, csv_cell(m.name), hours(m.time),
                       kRgb[static_cast<std::size_t>(m.colour)]);
  }
  return csv;
}

}  // namespace otoscape::io::timelines
