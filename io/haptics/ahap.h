// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/haptics/pattern.h"

namespace otoscape::io::haptics {

// An Apple Haptic and Audio Pattern (Core Haptics, "Representing haptic patterns in AHAP files"):
// JSON. Each segment is a continuous event of at most 30 s, each stroke a transient one; all have
// the intensity 1, and curves of at most 16 points bring it to the pattern's, because such a curve
// acts on every event of its time.
std::string ahap(const Pattern& pattern);

}  // namespace otoscape::io::haptics
