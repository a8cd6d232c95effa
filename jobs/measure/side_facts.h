// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/media/media_reader.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

// What one pass over a sound beside the programme tells.
struct SideFacts {
  Seconds length;
  Hertz rate;
  int channels = 0;
  // Of 400 ms blocks that pass both gates of ITU-R BS.1770-4; a mono sound counts as heard with
  // both ears. Nothing where no block passes.
  std::optional<double> active_lufs;
  double loudest_3s_lufs = 0.0;  // of all 3 s, or of a shorter whole; −∞ for silence
};

Result<SideFacts> measure_side(const std::string& path);

// How it lies beside the programme, one sentence each: ends elsewhere, is resampled. Empty if
// nothing is worth saying.
std::vector<std::string> side_notes(const std::string& path, const SideFacts& facts, Hertz rate,
                                    Seconds offset, Seconds programme_length);

// A reader that decodes nothing but the file's default track, and that track's stream.
struct SideReader {
  std::unique_ptr<io::media::MediaReader> reader;
  int stream = 0;
};
Result<SideReader> open_side(const std::string& path);
// Samples that are no numbers, or 120 dB above full scale, become silence.
void silence_what_is_no_sound(FullScaleBlock sound);

}  // namespace otoscape::jobs::measure
