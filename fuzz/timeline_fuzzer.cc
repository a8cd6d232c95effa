// SPDX-License-Identifier: Apache-2.0
// Hostile tables, edit lists and timelines: the readers must neither crash nor throw, errors must
// be one line, the scene made of what they find must load with a point for each time, and the
// markers must come back from each format at the same frames.

#include <cstdint>
#include <string_view>

#include "fuzz/bytes.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "io/timelines/edl_reader.h"
#include "io/timelines/edl_writer.h"
#include "io/timelines/film_markers.h"
#include "io/timelines/marker_scene.h"
#include "io/timelines/marker_table.h"
#include "io/timelines/midi_markers.h"
#include "io/timelines/otio_reader.h"
#include "io/timelines/otio_writer.h"
#include "io/timelines/table_reader.h"
#include "otoscape/hearing/presets.h"

namespace otoscape::io::timelines {
namespace {

using fuzz::require;

void require_line(const Error& error) {
  require(!error.sentence.empty() && error.sentence.find('\n') == std::string::npos);
}

// Presets only: no file is opened.
Result<files::LoadedListener> find_preset(const std::string& name) {
  auto profile = hearing::preset(name.starts_with("preset:") ? name.substr(7) : name);
  if (profile) return files::LoadedListener{*std::move(profile), {}};
  return files::load_listener(name);
}

void check_scene(const Markers& markers) {
  const MarkerScene made = marker_scene(markers, "fuzz\n");
  const auto scene = files::parse_scene_toml(made.text, "fuzz.toml", find_preset);
  require(static_cast<bool>(scene));
  require(scene->scene.keyframes.size() == static_cast<std::size_t>(made.points));
}

void check_back(const Markers& markers, const Result<Markers>& back) {
  require(back && back->all.size() == markers.all.size());
  for (std::size_t i = 0; i < markers.all.size(); ++i) {
    require(written(back->all[i].time, back->clock) == written(markers.all[i].time, markers.clock));
  }
}

void check(const Result<Markers>& read) {
  if (!read) return require_line(read.error());
  const auto inside = within_film(*read, "fuzz");
  if (!inside) return require_line(inside.error());
  for (const std::string& note : inside->notes) require(note.find('\n') == std::string::npos);
  check_scene(*inside);
  check_back(*inside, read_table(marker_table(*inside), "fuzz.csv", {}));
  require(!reaper_table(*inside).empty());
  if (!inside->clock.rate) return;
  (void)midi_markers(*inside);
  check_back(*inside, read_edl(*edl_text(*inside), "fuzz.edl", inside->clock, ""));
  check_back(*inside, read_otio(*otio_text(*inside, ""), "fuzz.otio", {}));
}

FilmClock clock_of(unsigned kind) {
  FilmClock clock;
  switch (kind % 6) {
    case 0:
      return clock;
    case 1:
      clock = *film_clock({24000, 1001}, "01:00:00:00");
      break;
    case 2:
      clock = *film_clock({25, 1}, "");
      break;
    case 3:
      clock = *film_clock({30000, 1001}, "00:59:50;00");
      break;
    case 4:
      clock = *film_clock({60000, 1001}, "");
      break;
    default:
      clock = *film_clock({24, 1}, "00:00:00:00");
      break;
  }
  if (kind % 4 == 3) clock.length = Seconds(5400.0);
  return clock;
}

}  // namespace
}  // namespace otoscape::io::timelines

// The first byte: its lowest bits which format, the rest how the film counts.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace otoscape::io::timelines;
  if (size == 0) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  const FilmClock clock = clock_of(data[0] / 3u);
  switch (data[0] % 3) {
    case 0:
      check(read_table(text, "fuzz.csv", clock));
      break;
    case 1:
      check(read_edl(text, "fuzz.edl", clock, ""));
      break;
    default:
      check(read_otio(text, "fuzz.otio", clock));
      break;
  }
  return 0;
}
