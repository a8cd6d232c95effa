// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/voice.h"

namespace otoscape::demo::sound {

// Six people who talk all through the party, none louder than another: meant to be heard as many.
Status add_crowd(Stereo& sound, const tools::Runner& runner, const std::filesystem::path& folder,
                 Random& random);

}  // namespace otoscape::demo::sound
