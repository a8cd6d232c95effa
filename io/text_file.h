// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

#include "otoscape/base/result.h"

namespace otoscape::io {

inline constexpr std::size_t kLargestTextFile = 16u << 20;  // bytes

// The whole file. Fails, naming it, when it is not there, is a folder, cannot be read or holds more
// than 16 MB.
Result<std::string> read_text_file(const std::filesystem::path& path);

}  // namespace otoscape::io
