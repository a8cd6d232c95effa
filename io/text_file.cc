// SPDX-License-Identifier: Apache-2.0
#include "io/text_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>

namespace otoscape::io {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Error cannot_read(const std::string& path) {
  return failed(fmt::format("{}: cannot be read: {}", path, std::strerror(errno)));
}

}  // namespace

Result<std::string> read_text_file(const std::string& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(std::filesystem::path(path), ignored);
  if (status.type() == std::filesystem::file_type::not_found) {
    return failed(fmt::format("{}: no such file", path));
  }
  if (status.type() == std::filesystem::file_type::directory) {
    return failed(fmt::format("{}: is a folder, not a file", path));
  }
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return cannot_read(path);
  std::string text;
  char part[1 << 16];
  while (const std::size_t size = std::fread(part, 1, sizeof part, file.get())) {
    text.append(part, size);
    if (text.size() > kLargestTextFile) {
      return failed(fmt::format("{}: is larger than {} MB", path, kLargestTextFile >> 20));
    }
  }
  if (std::ferror(file.get()) != 0) return cannot_read(path);
  return text;
}

}  // namespace otoscape::io
