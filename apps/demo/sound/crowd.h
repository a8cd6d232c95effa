// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/voice.h"

namespace otoscape::demo::sound {

// Adds six people who talk all through the party, all at the same level.
Status add_crowd(Stereo& sound, const tools::Runner& runner, const std::filesystem::path& folder,
                 Random& random);

}  // namespace otoscape::demo::sound
