// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "io/media.h"

namespace otoscape::io {

// Whether a fresh decoder gives what the old one gives: the same samples, or about the same energy
// of a lossy one, which may draw other noise.
bool agree(const SoundPiece& old, const SoundPiece& fresh, bool lossless);

// From `piece` to `to`, which counts more from frame to frame: the fade has `length` frames, the
// piece's first is its frame `at`. Equal samples stay as they are.
void fade_over(SoundPiece& piece, const SoundPiece& to, int at, int length);

}  // namespace otoscape::io
