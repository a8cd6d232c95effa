// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/haptics/pattern.h"

namespace otoscape::io::haptics {

// The interchange form of MPEG-I Haptics, ISO/IEC 23090-31:2025: HJIF, JSON. One vibrotactile
// perception of one channel with two bands: segments as sines whose amplitude and frequency move,
// strokes as transients. Times in ms. Its date is the edition's year, so that the same render gives
// the same bytes.
std::string hjif(const Pattern& pattern);

}  // namespace otoscape::io::haptics
