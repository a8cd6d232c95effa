// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "io/captions/cue.h"

namespace otoscape::io::captions {

struct TtmlHead {
  std::string title, language;
};

// Captions as IMSC 1.1 text (W3C TTML Profiles for Internet Media Subtitles and Captions 1.1, text
// profile). Speakers become agents, and captions of the class poa have the role x-poa; other
// classes are lost.
std::string ttml_text(const CueList& list, const TtmlHead& head);

}  // namespace otoscape::io::captions
