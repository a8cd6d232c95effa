// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/media/read/media_reader.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

// Measurements of a side sound (a file beside the programme), from one pass.
struct SideFacts {
  Seconds length;
  Hertz rate;
  int channels = 0;
  // Over 400 ms blocks that pass both gates of ITU-R BS.1770-4; mono counts as the same sound in
  // both channels. Nothing where no block passes.
  std::optional<double> active_lufs;
  // Maximum over all 3 s windows, or over a shorter whole; −∞ for silence.
  double loudest_3s_lufs = 0.0;
};

Result<SideFacts> measure_side(const std::string& path);

// Notes on a side sound, one sentence each: it ends before or after the programme, it is resampled.
// rate and programme_length: of the programme.
std::vector<std::string> side_notes(const std::string& path, const SideFacts& facts, Hertz rate,
                                    Seconds offset, Seconds programme_length);

// A reader that decodes nothing but the file's default track, and that track's stream.
struct SideReader {
  std::unique_ptr<io::media::MediaReader> reader;
  int stream = 0;
};
Result<SideReader> open_side(const std::string& path);
// NaN and samples more than 120 dB above full scale become 0.
void silence_what_is_no_sound(FullScaleBlock sound);

}  // namespace otoscape::jobs::measure
