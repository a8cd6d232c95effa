// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <initializer_list>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"

struct AVOutputFormat;

namespace otoscape::io::media {

inline bool one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

// The kind of file that an extension stands for.
struct Container {
  std::string extension;  // in small letters, without the dot
  const AVOutputFormat* format;
  bool film;  // by its name a file with a moving picture and a time line
};

// "-" is WAV. Fails for extensions that FFmpeg cannot write.
Result<Container> container_of(const std::string& out);

// MP4, QuickTime and their kin, which FFmpeg writes by one muxer. All by FFmpeg's short names.
bool is_mp4_family(std::string_view muxer);
bool is_matroska(std::string_view muxer);
// Transport streams whose packets carry a time of four bytes in front.
bool is_blu_ray(std::string_view extension);
// Whether a stream may begin later than others. Where not, silence is written first.
bool stores_starts(const AVOutputFormat& format);
// Whether times are counted in picture frames, so that the tick must be one of them.
bool counts_in_frames(std::string_view muxer);
// What a muxer with a narrow standard needs, as the second half of a sentence; else empty.
std::string needs_of(std::string_view muxer);

}  // namespace otoscape::io::media
