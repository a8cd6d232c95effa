// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io {

inline constexpr std::size_t kLargestTextFile = 16u << 20;  // bytes

// The whole file. Fails where it does not exist, is a folder, cannot be read or holds more than
// kLargestTextFile; the error names the file.
Result<std::string> read_text_file(const std::string& path);

}  // namespace otoscape::io
