// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/captions/cue.h"

// The text of one cue with its tags.

namespace otoscape::io::captions {

// vtt: W3C WebVTT 1, 4.2: b i u c v lang ruby rt, times, and character references.
// srt: SubRip's b i u s and font, and positions as {\an8}, which most players take from ASS.
enum class Dialect { vtt, srt };

// lost: names of tags that are dropped and mean something, each once; their text stays.
std::vector<Run> runs_of(std::string_view text, Dialect dialect, std::vector<std::string>& lost);

// The tags of a run around `text`, which is written as it is.
std::string vtt_markup(const Run& run);
std::string srt_markup(const Run& run);

// "&", "<" and ">" as the references that XML and WebVTT both have.
std::string escaped(std::string_view text);
// The way back, with numbered references and the further names that WebVTT has.
std::string with_references_read(std::string_view text);

}  // namespace otoscape::io::captions
