// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

// WebVTT (W3C WebVTT 1).

namespace otoscape::io::captions {

// text: as caption_text gives it. name: the file, for errors.
Result<CueList> read_vtt(std::string_view text, const std::string& name);
// The settings of a cue, as "line:0 align:start"; regions and vertical text are lost.
Placement vtt_placement(std::string_view settings, std::vector<std::string>& lost);

std::string vtt_text(const CueList& list);
// Text and settings of one cue, as in a file and in a film's packets.
std::string vtt_cue_text(const Cue& cue);
std::string vtt_settings(const Placement& placement);

}  // namespace otoscape::io::captions
