// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/mouth.h"
#include "apps/demo/sound/voice.h"

namespace otoscape::demo::sound {

inline constexpr int kGuestCount = 6;
// As a guest's mouth is called; 0 is furthest to the left.
std::string guest_name(int number);

// Adds six people who talk all through the party, all at the same level, and their mouths.
Status add_crowd(Stereo& sound, std::vector<Mouth>& mouths, const tools::Runner& runner,
                 const std::filesystem::path& folder, Random& random);

}  // namespace otoscape::demo::sound
