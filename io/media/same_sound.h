// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/media.h"

namespace otoscape::io::media {

// Whether two decoders gave the same sound: to the bit, or 100 dB below it where a codec forgets
// its past only little by little (Opus).
bool same_sound(const SoundPiece& a, const SoundPiece& b);

}  // namespace otoscape::io::media
