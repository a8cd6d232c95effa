// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"

namespace otoscape::io::timelines {

// Markers as CSV (RFC 4180 with line feeds): name,timecode,time_s,comment,colour,frame_rate,
// timecode_start. time_s counts from the film's first frame. Without a rate the columns timecode,
// frame_rate and timecode_start are empty.
std::string marker_table(const Markers& markers);

// As REAPER's region and marker manager reads them: #,Name,Start,End,Length,Color; Start in
// H:MM:SS.mmm from the film's first frame.
std::string reaper_table(const Markers& markers);

// A cell of CSV, in quotes where it needs them.
std::string csv_cell(const std::string& text);

}  // namespace otoscape::io::timelines
