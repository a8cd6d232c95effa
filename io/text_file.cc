// SPDX-License-Identifier: Apache-2.0
#include "io/text_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>
#include <system_error>

namespace otoscape::io {
namespace {

struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Error cannot_read(const std::string& name) {
  return failed(fmt::format("{}: cannot be read: {}", name, std::strerror(errno)));
}

}  // namespace

Result<std::string> read_text_file(const std::filesystem::path& path) {
  const std::string name = path.string();
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (status.type() == std::filesystem::file_type::not_found) {
    return failed(fmt::format("{}: no such file", name));
  }
  if (status.type() == std::filesystem::file_type::directory) {
    return failed(fmt::format("{}: is a folder, not a file", name));
  }
  const std::unique_ptr<std::FILE, Close> file(std::fopen(path.c_str(), "rb"));
  if (!file) return cannot_read(name);
  std::string text;
  char part[1 << 16];
  while (const std::size_t size = std::fread(part, 1, sizeof part, file.get())) {
    text.append(part, size);
    if (text.size() > kLargestTextFile) {
      return failed(fmt::format("{}: is larger than {} MB", name, kLargestTextFile >> 20));
    }
  }
  if (std::ferror(file.get()) != 0) return cannot_read(name);
  return text;
}

}  // namespace otoscape::io
