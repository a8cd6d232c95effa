// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/views/outline.h"
#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

// Decodes the whole of the file's default track. layout: of its channels; empty: as the file says.
Result<io::views::SoundOutline> sound_outline(const std::string& path, const Layout& layout = {});

// The declared length of a film. Where it has none, or only an estimate, its sound is decoded to
// the end.
Result<Seconds> film_length(const std::string& path);

}  // namespace otoscape::jobs::measure
