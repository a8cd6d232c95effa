// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <deque>
#include <map>
#include <optional>

#include "io/media/read/seek_index.h"

struct AVFormatContext;

namespace otoscape::io::media {

// Subtracts the file's start time from the packet's in formats with a running clock (broadcast
// streams), so that the programme begins at 0.
void to_programme_clock(const AVFormatContext& format, AVPacket& packet);

// Seeks to a position before all of `points` (by stream) and before all packets from copied_from
// on. Returns the packets that were read to find the marked ones, in the file's order;
// av_read_frame gives the packets after them. Nothing where a marked packet is not found unchanged;
// the position in the file is then undefined.
std::optional<std::deque<Packet>> find_packets(AVFormatContext& format,
                                               const std::map<int, SeekPoint>& points,
                                               std::optional<Seconds> copied_from);

// Time of the picture's key frame at or before `seconds`, in seconds and at least 0; `seconds`
// itself where the file has no picture, 0 where none is found. Changes the position in the file.
double key_frame_before(AVFormatContext& format, double seconds);

}  // namespace otoscape::io::media
