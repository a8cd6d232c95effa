// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

struct AVCodecParameters;
struct AVFrame;

// What FFmpeg 5.1, 6 and 7 keep in different places of a picture.

namespace otoscape::io::media {

// In the stream's ticks; 0: unknown.
std::int64_t& duration_of(AVFrame& frame);

// Whether it holds two moments, line by line.
bool is_interlaced(const AVFrame& frame);
void set_progressive(AVFrame& frame);
// By what the stream says of its pictures.
bool is_interlaced(const AVCodecParameters& par);

}  // namespace otoscape::io::media
