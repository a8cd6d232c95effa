// SPDX-License-Identifier: Apache-2.0
#include "io/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "io/unfinished.h"

namespace otoscape::io {

OutputFile::OutputFile(std::string path, std::string target, std::string temporary, bool overwrite)
    : path_(std::move(path)),
      target_(std::move(target)),
      temporary_(std::move(temporary)),
      overwrite_(overwrite) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::move(other.temporary_)),
      overwrite_(other.overwrite_) {
  other.path_.clear();
  other.temporary_.clear();
}

namespace {

namespace fs = std::filesystem;

// The file that `path` leads to, links followed: a render replaces that file, not a link to it.
Result<fs::path> target_of(const std::string& path) {
  std::error_code error;
  if (!fs::is_symlink(fs::symlink_status(path, error))) return fs::path(path);
  fs::path target = fs::canonical(path, error);
  if (!error) return target;
  if (error != std::errc::no_such_file_or_directory) {
    return failed(fmt::format("{}: {}", path, error.message()));
  }
  return failed(fmt::format("{} is a link to nothing, {}; remove it, or give another name", path,
                            fs::read_symlink(path, error).string()));
}

// Whether a render may take the place of what is there.
Status check_replaced(const std::string& path, const fs::path& target, bool overwrite) {
  std::error_code none;
  const fs::file_status there = fs::status(target, none);
  if (!fs::exists(there)) return ok();
  if (fs::is_directory(there)) return failed(fmt::format("{}: this is a folder", path));
  if (!fs::is_regular_file(there)) {
    return failed(fmt::format("{} is a pipe or a device; -o - writes to standard output", path));
  }
  if (!overwrite) return failed(fmt::format("{} exists; --overwrite replaces it", path));
  if (access(target.c_str(), W_OK) != 0) {
    return failed(fmt::format("{}: {}", path, std::strerror(errno)));
  }
  return ok();
}

// Gives the temporary file owner and mode of the file that it replaces. Only root may give a file
// away; elsewhere the new one is its writer's.
void take_after(const fs::path& target, int temporary) {
  struct stat old {};
  if (stat(target.c_str(), &old) != 0) return;
  [[maybe_unused]] const int owner = fchown(temporary, old.st_uid, old.st_gid);
  fchmod(temporary, old.st_mode & 0777);
}

}  // namespace

Result<OutputFile> OutputFile::create(const std::string& path, bool overwrite) {
  if (path == "-") return OutputFile(path, path, path, true);
  const auto target = target_of(path);
  if (!target) return target.error();
  std::error_code none;
  const fs::path folder = target->has_parent_path() ? target->parent_path() : fs::path(".");
  if (!fs::is_directory(folder, none)) {
    return failed(fmt::format("{}: there is no folder {}", path, folder.string()));
  }
  if (auto status = check_replaced(path, *target, overwrite); !status) return status.error();
  fs::path temporary;
  int file = -1;
  for (int attempt = 0; file < 0 && attempt < 100; ++attempt) {
    temporary = folder / fmt::format(".{}.{}.{}.part", target->filename().string().substr(0, 200),
                                     getpid(), attempt);
    // Before it exists, so that no signal finds it and leaves it. The name holds this process's
    // number: what bears it already was left by one that was killed.
    remember_unfinished(temporary.string());
    file = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    const int error = errno;
    if (file < 0) forget_unfinished(temporary.string());
    errno = error;
    if (file < 0 && errno != EEXIST) break;
  }
  if (file < 0) {
    return failed(
        fmt::format("{}: cannot write in {}: {}", path, folder.string(), std::strerror(errno)));
  }
  take_after(*target, file);
  ::close(file);
  return OutputFile(path, target->string(), temporary.string(), overwrite);
}

OutputFile::~OutputFile() {
  if (temporary_.empty() || temporary_ == "-") return;
  unlink(temporary_.c_str());
  forget_unfinished(temporary_);
}

Status OutputFile::keep() {
  if (temporary_ == "-") return ok();
  // link() fails where the name exists by now. Some file systems have no links: rename() there.
  int error = overwrite_ ? ENOTSUP : (link(temporary_.c_str(), target_.c_str()) == 0 ? 0 : errno);
  if (error == EEXIST) return failed(fmt::format("{} exists; --overwrite replaces it", path_));
  if (error != 0 && rename(temporary_.c_str(), target_.c_str()) != 0) {
    return failed(fmt::format("{}: {}", path_, std::strerror(errno)));
  }
  return ok();
}

bool same_file(const std::string& a, const std::string& b) {
  if (a == "-" || b == "-") return false;
  std::error_code none;
  return std::filesystem::equivalent(a, b, none) ||
         std::filesystem::weakly_canonical(a, none) == std::filesystem::weakly_canonical(b, none);
}

Status write_text(const std::string& path, const std::string& text, bool overwrite) {
  auto file = OutputFile::create(path, overwrite);
  if (!file) return file.error();
  std::FILE* out = path == "-" ? stdout : std::fopen(file->temporary().c_str(), "wb");
  if (out == nullptr) return failed(fmt::format("{}: {}", path, std::strerror(errno)));
  bool whole = std::fwrite(text.data(), 1, text.size(), out) == text.size();
  whole = (path == "-" ? std::fflush(out) : std::fclose(out)) == 0 && whole;
  if (!whole) return failed(fmt::format("{}: {}", path, std::strerror(errno)));
  return file->keep();
}

}  // namespace otoscape::io
