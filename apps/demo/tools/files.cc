// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/tools/files.h"

#include <fmt/format.h>

#include <cstdint>
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

std::string base64(std::string_view bytes) {
  constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve(bytes.size() * 4 / 3 + 4);
  for (std::size_t n = 0; n < bytes.size(); n += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (n + k < bytes.size() ? static_cast<unsigned char>(bytes[n + k]) : 0u);
    for (int digit = 0; digit < 4; ++digit)
      text += n + static_cast<std::size_t>(digit) > bytes.size()
                  ? '='
                  : kDigits[group >> (18 - 6 * digit) & 63];
  }
  return text;
}

}  // namespace otoscape::demo::tools
