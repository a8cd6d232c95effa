// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media/media.h"

namespace otoscape::io::media {

// Whether two decoders gave the same sound: bit for bit, or with a difference at least 100 dB below
// it. The state of some decoders (Opus) decays slowly, so that begun elsewhere they give the same
// bits only after a long time.
bool same_sound(const SoundPiece& a, const SoundPiece& b);

}  // namespace otoscape::io::media
