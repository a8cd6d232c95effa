// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "io/wave/wave_chunks.h"
#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"

// A file's channels as one bed of the Audio Definition Model (ITU-R BS.2076-2, 2019; carried as in
// BS.2088-1): a programme with one content, one object and one pack of loudspeakers. Not written:
// objects that move, loudness, languages.

namespace otoscape::io::wave {

struct AdmProgramme {
  std::string name;  // of the programme
  Layout layout;     // of the file's channels, in their order
  int rate_hz = 48000;
  int bits = 24;
  std::uint64_t frames = 0;
};

NewChunk axml_chunk(const AdmProgramme& programme);
// Which channel of the file each track of the model is.
NewChunk chna_chunk(const AdmProgramme& programme);

// Writes both to the end of a finished WAV, RF64 or BW64 file. Fails where the file has not the
// layout's number of channels, or samples that are no integers.
Status append_adm(const std::string& path, const std::string& name, const Layout& layout);

}  // namespace otoscape::io::wave
