// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "io/captions/cue.h"
#include "otoscape/base/result.h"

namespace otoscape::io::captions {

enum class Format { vtt, srt, ttml, ass };

// By a file's extension; .xml and .dfxp are TTML as well, .ssa is ASS.
std::optional<Format> format_of(const std::string& path);

// Reads a file of captions: WebVTT, SubRip, TTML or ASS. Fails for others, for text that is not
// UTF-8, for faulty times and where there is no caption; errors name file and line.
Result<CueList> read_captions(const std::string& path);

// The captions as a file's text. format: vtt, srt or ttml.
std::string captions_text(const CueList& list, Format format, const std::string& title);

}  // namespace otoscape::io::captions
