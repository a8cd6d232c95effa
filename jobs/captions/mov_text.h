// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "io/captions/cue.h"
#include "io/media/text_track.h"

// Timed text of the MP4 family (3GPP TS 26.245): a length, text, and boxes with styles.

namespace otoscape::jobs::captions {

// One sample's text with its styles.
std::vector<io::captions::Run> mov_text_runs(std::string_view sample);

// What stands in the sample description: white text below.
std::string mov_text_header();
// The captions as samples. A track shows one sample at a time: where captions overlap, each part
// has the text of all, the upper ones first.
std::vector<io::media::TextPacket> mov_text_packets(const std::vector<io::captions::Cue>& cues);

}  // namespace otoscape::jobs::captions
