// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/wave/recording_chunks.h"

namespace otoscape::io::stems {

struct Colour {
  std::uint8_t red = 128, green = 128, blue = 128;
};

// One part of a render, with sound of its own.
struct Stem {
  std::string name;   // "world", "ringing whistle" …
  Colour colour;      // of its track in a workstation
  std::string words;  // what it holds, for people; may be empty
};

struct StemOptions {
  wave::WaveSamples samples = wave::WaveSamples::f32;
  std::string programme;             // title of the film or the sound file
  std::uint64_t time_reference = 0;  // of the first frame, in frames since midnight
  std::optional<wave::TimecodeRate> timecode;
  std::string date, time;  // "2024-05-06", "12:34:56"; empty: not written, so that bytes repeat
};

// A stem as it was written.
struct WrittenStem {
  Stem stem;
  std::string file;   // its name in the folder
  float peak = 0.0f;  // largest magnitude, 1.0 is full scale
};

}  // namespace otoscape::io::stems
