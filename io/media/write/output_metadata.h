// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "otoscape/units/time.h"

struct AVFormatContext;
struct AVStream;

// Tags and chapters that are copied from a source to an output.

namespace otoscape::io::media {

// Whether a WAV recording has tags of the Broadcast Wave Format.
bool has_broadcast_tags(const AVFormatContext& source);

void copy_tags_of_copied(const AVStream& in, AVStream& out);
// Without the encoder and the statistics of the source's sound.
void copy_tags_of_rendered(const AVStream& in, AVStream& out);

// Tags of the file. `comment` is appended to the source's comment.
void copy_file_tags(const AVFormatContext& source, const std::string& comment,
                    AVFormatContext& out);
// Writes the time reference of a recording: the source's times rate_ratio, plus moved_by, in frames
// of the output. Writes nothing where the source has none or it stays the same.
void move_time_reference(const AVFormatContext& source, Frames moved_by, double rate_ratio,
                         AVFormatContext& out);

// Chapters between origin_us (µs of the source's time line) and `length` later. Chapters that lie
// partly in this region are shortened to it; those outside are left out.
void copy_chapters(const AVFormatContext& source, std::int64_t origin_us, Seconds length,
                   AVFormatContext& out);

}  // namespace otoscape::io::media
