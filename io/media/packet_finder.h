// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>

#include "io/media/seek_index.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Broadcast streams carry a running clock; their programme begins where the file does.
void to_programme_clock(const AVFormatContext& format, AVPacket& packet);

// Goes to where all of `points` (by stream) can be read, and, if copied_from is given, all that is
// copied from that second on. Returns what had to be read to be sure, in the file's order: the
// packets that follow come from av_read_frame. Nothing where a marked packet cannot be found again
// just as it was; the reading place is then anywhere.
std::optional<std::deque<Packet>> find_packets(AVFormatContext& format,
                                               const std::map<int, SeekPoint>& points,
                                               std::optional<Seconds> copied_from);

// Time of the picture's key frame at or before `seconds`, in seconds and at least 0; `seconds`
// itself where the file has no picture. Moves the reading place.
double key_frame_before(AVFormatContext& format, double seconds);

}  // namespace otoscape::io::media
