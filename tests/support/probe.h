// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "tests/support/shell.h"

// Properties of a media file, from ffprobe and ffmpeg.

namespace otoscape::test {

// {"streams": [...], "format": {...}, "chapters": [...]}
inline nlohmann::json probe(const std::string& path) {
  return nlohmann::json::parse(must_run({"ffprobe", "-v", "error", "-show_streams", "-show_format",
                                         "-show_chapters", "-of", "json", path}));
}

// The n-th stream of a kind: "audio", "video", "subtitle"; null if there are fewer.
inline nlohmann::json stream_of(const nlohmann::json& file, const std::string& kind, int n = 0) {
  for (const auto& stream : file["streams"]) {
    if (stream["codec_type"] == kind && n-- == 0) return stream;
  }
  return nullptr;
}

// MD5 of the packets of one stream, such as "0:v:0".
inline std::string packet_hash(const std::string& path, const std::string& stream) {
  const std::string line = must_run({"ffmpeg", "-v", "error", "-i", path, "-map", stream, "-c",
                                     "copy", "-f", "streamhash", "-hash", "md5", "-"});
  return line.substr(line.find("MD5="));
}

// Time of the first decoded frame of a stream, such as "a:0". Not of the first packet: packets of
// encoder delay come before it, and their output is discarded.
inline double first_frame_s(const std::string& path, const std::string& stream) {
  const auto frames = nlohmann::json::parse(
      must_run({"ffprobe", "-v", "error", "-select_streams", stream, "-read_intervals", "%+#40",
                "-show_entries", "frame=best_effort_timestamp_time", "-of", "json", path}));
  return std::stod(frames["frames"].at(0)["best_effort_timestamp_time"].get<std::string>());
}

inline double seconds_of(const nlohmann::json& value) {
  return value.is_string() ? std::stod(value.get<std::string>()) : 0.0;
}

// A tag by its key in any case, because Matroska changes it; empty if there is none.
inline std::string tag_of(const nlohmann::json& thing, std::string key) {
  const auto lower = [](std::string text) {
    for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return text;
  };
  if (!thing.contains("tags")) return "";
  for (const auto& [name, value] : thing["tags"].items()) {
    if (lower(name) == lower(key)) return value.get<std::string>();
  }
  return "";
}

}  // namespace otoscape::test
