// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/tools/files.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace otoscape::demo::tools {

Result<std::string> read_file(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return failed(fmt::format("{}: cannot read", file.string()));
  return std::string{std::istreambuf_iterator<char>(stream), {}};
}

Status write_file(const std::filesystem::path& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (!stream.flush())
    return failed(fmt::format("{}: cannot write; choose another folder with --out", file.string()));
  return ok();
}

}  // namespace otoscape::demo::tools
