// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/timelines/marker.h"
#include "otoscape/base/result.h"

namespace otoscape::io::timelines {

// Markers as a Standard MIDI File (MIDI Manufacturers Association, RP-001 v1.0): format 1 with one
// track, the tempo map, which holds the marker events (FF 06). Time 0 is the film's first frame. A
// beat is about half a second and a whole number of frames, and the tempo (whole microseconds a
// beat) makes it exactly as long, so that every frame begins on a tick: 24000/1001 is 12 frames in
// 500 500 µs. An SMPTE offset (FF 54) with the film's start is written at 24, 25 and 30 frames a
// second of timecode, the rates that it has. Text is UTF-8.
// Fails without a rate, at rates that whole microseconds cannot count, and past the last tick that
// a file can have between two events.
Result<std::string> midi_markers(const Markers& markers);

}  // namespace otoscape::io::timelines
