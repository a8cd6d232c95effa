// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/wave/wave_format.h"

// What a recording is and when it begins, as workstations read it.

namespace otoscape::io::wave {

// Picture frames a second, and how they are counted.
struct TimecodeRate {
  int frames = 25, seconds = 1;  // 24000 in 1001, 25 in 1 …
  bool drop_frame = false;

  bool operator==(const TimecodeRate&) const = default;
};

struct RecordingFacts {
  std::string name;                  // of the recording; its channels are "name L", "name R" …
  std::string words;                 // what it holds; empty: nothing to say
  std::string programme;             // of which it is a part; empty: none
  std::uint64_t time_reference = 0;  // of the first frame, in frames since midnight
  std::optional<TimecodeRate> timecode;
  std::string date, time;  // "2024-05-06", "12:34:56"; empty: not written, so that bytes repeat
};

// The bext chunk (EBU Tech 3285, version 2, 2011), without UMID and loudness.
NewChunk broadcast_chunk(const RecordingFacts& facts, const WaveFormat& format);

// The iXML chunk (Gallery UK, 2004 to 2021): programme, note, timecode and a name for each channel.
// It has no colours.
NewChunk ixml_chunk(const RecordingFacts& facts, const WaveFormat& format);

}  // namespace otoscape::io::wave
