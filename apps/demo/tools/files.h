// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "otoscape/base/result.h"

namespace otoscape::demo::tools {

// Files of bytes, of any size. Texts are read and written by io/text_file and io/output_file.
Result<std::string> read_file(const std::filesystem::path& file);
Status write_file(const std::filesystem::path& file, std::string_view bytes);

}  // namespace otoscape::demo::tools
