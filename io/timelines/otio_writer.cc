// SPDX-License-Identifier: Apache-2.0
#include "io/timelines/otio_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "io/files/timecode.h"
#include "io/printable.h"

namespace otoscape::io::timelines {
namespace {

using json = nlohmann::ordered_json;

constexpr std::array kColours = {"RED", "GREEN", "BLUE", "YELLOW"};

json rational(std::int64_t frames, const scene::FrameRate& rate) {
  return {{"OTIO_SCHEMA", "RationalTime.1"},
          {"rate", static_cast<double>(rate.numerator) / rate.denominator},
          {"value", static_cast<double>(frames)}};
}

json range(std::int64_t start, std::int64_t frames, const scene::FrameRate& rate) {
  return {{"OTIO_SCHEMA", "TimeRange.1"},
          {"start_time", rational(start, rate)},
          {"duration", rational(frames, rate)}};
}

// What every part of a composition has.
json item(const char* schema, const std::string& name) {
  return {{"OTIO_SCHEMA", schema},   {"metadata", json::object()}, {"name", name},
          {"source_range", nullptr}, {"effects", json::array()},   {"markers", json::array()},
          {"enabled", true}};
}

json marker(const Marker& m, const FilmClock& clock) {
  return {{"OTIO_SCHEMA", "Marker.2"},
          {"metadata", {{"otoscape", {{"sets", m.comment}}}}},
          {"name", m.name},
          {"color", kColours[static_cast<std::size_t>(m.colour)]},
          {"marked_range", range(frame_in(m.time, clock), 1, *clock.rate)},
          {"comment", m.comment}};
}

json picture(const Markers& markers, const std::string& film) {
  const FilmClock& clock = markers.clock;
  std::int64_t frames =
      clock.length
          ? static_cast<std::int64_t>(std::ceil(
                clock.length->value() * clock.rate->numerator / clock.rate->denominator - 1e-3))
          : 1;
  for (const Marker& m : markers.all) frames = std::max(frames, frame_in(m.time, clock) + 1);
  const std::int64_t start = clock.start.value_or(0);
  if (film.empty()) {
    json gap = item("Gap.1", "");
    gap["source_range"] = range(0, frames, *clock.rate);
    return gap;
  }
  const std::filesystem::path path(film);
  json clip = item("Clip.1", printable(path.filename().string(), kLongestName));
  clip["source_range"] = range(start, frames, *clock.rate);
  clip["media_reference"] = {{"OTIO_SCHEMA", "ExternalReference.1"},
                             {"metadata", json::object()},
                             {"name", ""},
                             {"available_range", range(start, frames, *clock.rate)},
                             {"target_url", printable(film, 4096)}};
  return clip;
}

}  // namespace

Result<std::string> otio_text(const Markers& markers, const std::string& film) {
  const FilmClock& clock = markers.clock;
  if (!clock.rate) {
    return wrong_usage("OpenTimelineIO counts in frames; give --film FILM or --rate");
  }
  json track = item("Track.1", "film");
  track["kind"] = "Video";
  track["children"] = json::array({picture(markers, film)});
  json stack = item("Stack.1", "tracks");
  stack["children"] = json::array({std::move(track)});
  for (const Marker& m : markers.all) stack["markers"].push_back(marker(m, clock));
  const json timeline = {
      {"OTIO_SCHEMA", "Timeline.1"},
      {"metadata",
       {{"otoscape",
         {{"frame_rate", fmt::format("{}/{}", clock.rate->numerator, clock.rate->denominator)},
          {"timecode_start", written(Seconds(0.0), clock)}}}}},
      {"name", markers.title},
      {"global_start_time", rational(clock.start.value_or(0), *clock.rate)},
      {"tracks", std::move(stack)}};
  return timeline.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace otoscape::io::timelines
