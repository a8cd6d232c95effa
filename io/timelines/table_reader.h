// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Reads a table of markers: a first row with the names of columns in any order, then a marker a
// row. Columns that are read, in small or capital letters:
//   time     timecode, time, start, in, position; time_s, seconds; frame (from the film's first)
//   name     name, marker name, label, marker
//   comment  comment, description, notes, note
//   and frame_rate, timecode_start, as marker_table writes them: they count where `clock` has none.
//            Seconds and frames of a table with a timecode_start count from there.
// Times that differ within a row are refused, all other columns are passed over. The separator may
// be a comma, a semicolon or a tab, the text UTF-8 or UTF-16, as Premiere writes its markers.
// `file`: for messages, which have its line.
Result<Markers> read_table(std::string_view text, const std::string& file, FilmClock clock);

}  // namespace otoscape::io::timelines
