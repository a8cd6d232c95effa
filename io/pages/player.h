// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/pages/player_contents.h"

namespace otoscape::io::pages {

// A player, as HTML: picture, captions, controls, ribbon and moments. It plays one of its versions
// at a time, and all of them run together.
std::string player(const PlayerContents& contents);
// The moving pictures that belong to it: levels by band in the room and as heard, and the audiogram
// at the place of the film.
std::string views_of(const PlayerContents& contents);

}  // namespace otoscape::io::pages
