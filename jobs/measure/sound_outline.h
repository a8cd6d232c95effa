// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/views/outline.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

// Reads and decodes the file's default track.
Result<io::views::SoundOutline> sound_outline(const std::string& path);

// How long a film says it is; where it does not, its sound is read to the end.
Result<Seconds> film_length(const std::string& path);

}  // namespace otoscape::jobs::measure
