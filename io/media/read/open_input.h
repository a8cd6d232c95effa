// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "otoscape/base/result.h"

struct AVFormatContext;

namespace otoscape::io::media {

struct CloseInput {
  void operator()(AVFormatContext* input) const;
};
using Input = std::unique_ptr<AVFormatContext, CloseInput>;

// Opens a file ("-": standard input) by FFmpeg and finds its streams.
// option: a flag of FFmpeg's reader that is switched on; null: none.
Result<Input> open_input(const std::string& path, const char* option = nullptr);

// The path as errors name it: "-" is "standard input".
std::string input_name(const std::string& path);

}  // namespace otoscape::io::media
