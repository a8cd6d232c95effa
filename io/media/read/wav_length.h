// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace otoscape::io::media {

// The sound of a RIFF WAVE file whose header does not give its length.
struct WavLength {
  std::uint64_t begin = 0, end = 0;  // bytes of the file
  double seconds = 0.0;
  std::string note;
};

// Nothing where the header is right, or the file ends before it says so, or is of another format.
// Sizes are wrong where a recording passed 4 GB (they are then modulo 2^32) and where a recorder
// lost power (0, or all ones). What follows the stated end counts as sound unless it is a list of
// chunks, or empty.
std::optional<WavLength> true_wav_length(const std::string& path);

// Seconds that the header of a RIFF WAVE or W64 file gives for its sound, also where the file ends
// before; 0: none.
double stated_wav_seconds(const std::string& path);

}  // namespace otoscape::io::media
