// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/open_input.h"

#include <fmt/format.h>

#include <cerrno>
#include <filesystem>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

// The most frequent errors in the terms of a user, the others as FFmpeg words them.
std::string why_unreadable(int error) {
  if (error == AVERROR(ENOENT)) return "no such file";
  if (error == AVERROR(EACCES)) return "no permission to read it";
  if (error == AVERROR(EISDIR)) return "this is a folder";
  if (error == AVERROR_INVALIDDATA || error == AVERROR_EOF) {
    return "not a film or sound file that FFmpeg can read, or cut off before its index";
  }
  return words(error);
}

}  // namespace

void CloseInput::operator()(AVFormatContext* input) const { avformat_close_input(&input); }

std::string input_name(const std::string& path) { return path == "-" ? "standard input" : path; }

Result<Input> open_input(const std::string& path, const char* option) {
  std::error_code none;
  if (path != "-" && std::filesystem::is_directory(path, none)) {
    return failed(fmt::format("{}: this is a folder", path));
  }
  AVFormatContext* context = nullptr;
  // "file:" keeps names such as "http:song.wav" names of files: nothing is fetched.
  const std::string address = path == "-" ? "pipe:0" : "file:" + path;
  AVDictionary* options = nullptr;
  if (option != nullptr) av_dict_set(&options, option, "1", 0);
  const int error = avformat_open_input(&context, address.c_str(), nullptr, &options);
  av_dict_free(&options);
  if (error < 0) {
    return failed(fmt::format("{}: {}", input_name(path), why_unreadable(error)));
  }
  Input input(context);
  // MPEG programme streams and AVI leave out time stamps that other containers need.
  context->flags |= AVFMT_FLAG_GENPTS;
  if (const int found = avformat_find_stream_info(context, nullptr); found < 0) {
    return failed(fmt::format("{}: {}", input_name(path), why_unreadable(found)));
  }
  return input;
}

}  // namespace otoscape::io::media
