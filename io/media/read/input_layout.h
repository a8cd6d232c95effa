// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"

struct AVChannelLayout;

namespace otoscape::io::media {

// How the loudspeakers of a track are found.
struct LayoutQuestion {
  Layout given;        // by the user, in the channels' order; empty: as the file says
  bool kept = false;   // each by its own name; else in a fold, which has FFmpeg's own too
  std::string option;  // by which a user gives it; empty: none
};

// Fails for more than two channels of which the file does not say for which loudspeakers they are
// (or says what contradicts their number, which FFmpeg takes for nothing), and for a given layout
// of another number of channels. Nothing is guessed. The sentence has no name of file or track.
Status check_layout(const AVChannelLayout& file, const LayoutQuestion& question);

// That the given layout is not the file's; empty: it is, or the file names none.
std::string note_on_layout(const AVChannelLayout& file, const Layout& given);

}  // namespace otoscape::io::media
