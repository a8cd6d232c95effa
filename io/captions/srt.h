// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

// SubRip (.srt): no standard; as players read it.

namespace otoscape::io::captions {

// text: as caption_text gives it. name: the file, for errors.
Result<CueList> read_srt(std::string_view text, const std::string& name);
// Text of one cue, without times: runs and {\an8} positions.
void read_srt_cue(std::string_view text, Cue& cue, std::vector<std::string>& lost);

// Who speaks stands before the words, because the format has no other place for it.
std::string srt_text(const CueList& list);
// The text of one cue, as in a file and in a film's packets.
std::string srt_cue_text(const Cue& cue);

}  // namespace otoscape::io::captions
