// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// Integrated loudness in LUFS after ITU-R BS.1770-5, at the demo's rate: blocks of 0.4 s, three
// quarters overlapping, gated at −70 LUFS and 10 LU below the mean of those left. −∞ where no block
// is left.
double integrated_lufs(const Stereo& sound);

}  // namespace otoscape::demo::sound
