// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "otoscape/units/time.h"

struct AVDictionary;
struct AVFormatContext;
struct AVOutputFormat;
struct AVStream;

// Tags and chapters that are copied from a source to an output.

namespace otoscape::io::media {

// Whether a WAV recording has tags of the Broadcast Wave Format.
bool has_broadcast_tags(const AVFormatContext& source);

void copy_tags_of_copied(const AVStream& in, AVDictionary*& to);
// Without the encoder and the statistics of the source's sound.
void copy_tags_of_rendered(const AVStream& in, AVDictionary*& to);

// Statistics of packets and names of programs and brands: no loss where a container has none.
bool is_stamp(std::string_view key);

// The title by which players list a track: in the MP4 family it is the name of its handler.
void set_title(const std::string& title, const AVOutputFormat& format, AVDictionary*& tags);
// Of a source track kept beside its render: its own, or "original".
std::string original_title(const AVStream& in);

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
