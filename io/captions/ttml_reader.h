// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

namespace otoscape::io::captions {

// Timed text in XML (W3C TTML 2, IMSC), as far as captions need it: times of body, div and p;
// colour, slant, weight and lines below, written in place or by style; regions; agents. Times
// within a caption, images and animation are lost. text: as caption_text gives it. name: for
// errors.
Result<CueList> read_ttml(std::string_view text, const std::string& name);

}  // namespace otoscape::io::captions
