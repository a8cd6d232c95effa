// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io::media {

// Copies the chunks of a RIFF or RF64 file that describe the recording and that FFmpeg does not
// carry over (iXML, cue, adtl lists, axml, chna, smpl …) to the end of another, bit for bit.
// Descriptions of channels stay behind when their number changed, checksums always. Either file may
// be no such file at all: then nothing happens.
Status copy_wav_chunks(const std::string& from, const std::string& to, bool same_channels);

}  // namespace otoscape::io::media
