// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io::media {

// Copies the chunks of a RIFF or RF64 file that describe the recording and that FFmpeg does not
// carry over (iXML, cue, adtl lists, axml, chna, smpl …) to the end of another, bit for bit.
// Descriptions of channels are left out unless same_channels, checksums always. Does nothing where
// either file is of another format.
Status copy_wav_chunks(const std::string& from, const std::string& to, bool same_channels);

}  // namespace otoscape::io::media
