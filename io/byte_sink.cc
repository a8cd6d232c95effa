// SPDX-License-Identifier: Apache-2.0
#include "io/byte_sink.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace otoscape::io {

ByteSink::ByteSink(std::string path, OutputFile file, std::FILE* to)
    : path_(std::move(path)), file_(std::move(file)), to_(to) {}

ByteSink::ByteSink(ByteSink&& other) noexcept
    : path_(std::move(other.path_)),
      file_(std::move(other.file_)),
      to_(std::exchange(other.to_, nullptr)),
      error_(other.error_) {}

ByteSink::~ByteSink() {
  if (to_ != nullptr && to_ != stdout) std::fclose(to_);
}

Result<ByteSink> ByteSink::open(const std::string& path, bool overwrite) {
  auto file = OutputFile::create(path, overwrite);
  if (!file) return file.error();
  std::FILE* to = path == "-" ? stdout : std::fopen(file->temporary().c_str(), "wb");
  if (to == nullptr) return failed(fmt::format("{}: {}", path, std::strerror(errno)));
  return ByteSink(path, *std::move(file), to);
}

void ByteSink::write(std::string_view bytes) {
  if (error_ == 0 && std::fwrite(bytes.data(), 1, bytes.size(), to_) != bytes.size()) {
    error_ = errno;
  }
}

Status ByteSink::keep() {
  std::FILE* to = std::exchange(to_, nullptr);
  if ((to == stdout ? std::fflush(to) : std::fclose(to)) != 0 && error_ == 0) error_ = errno;
  if (error_ != 0) return failed(fmt::format("{}: {}", path_, std::strerror(error_)));
  return file_.keep();
}

}  // namespace otoscape::io
