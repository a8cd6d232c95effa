// SPDX-License-Identifier: Apache-2.0
#include "io/output_folder.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "io/unfinished.h"

namespace otoscape::io {
namespace {

namespace fs = std::filesystem;

Error not_empty(const std::string& path) {
  return failed(fmt::format("{}: this folder is not empty; give a new one, or an empty one", path));
}

// Whether a new folder may take the place of what is there.
Status check_replaced(const std::string& path, const fs::path& target) {
  std::error_code error;
  const fs::file_status there = fs::status(target, error);
  if (!fs::exists(there)) return ok();
  if (!fs::is_directory(there)) return failed(fmt::format("{}: this is not a folder", path));
  const bool is_empty = fs::is_empty(target, error);
  if (error) return failed(fmt::format("{}: {}", path, error.message()));
  return is_empty ? ok() : Status(not_empty(path));
}

// Links followed and without a slash at its end: the name to rename to.
fs::path target_of(const std::string& path) {
  std::error_code error;
  fs::path target = fs::weakly_canonical(path, error);
  if (error) target = path;
  return target.has_filename() ? target : target.parent_path();
}

}  // namespace

OutputFolder::OutputFolder(std::string path, std::string target, std::string temporary)
    : path_(std::move(path)), target_(std::move(target)), temporary_(std::move(temporary)) {}

OutputFolder::OutputFolder(OutputFolder&& other) noexcept
    : path_(std::move(other.path_)),
      target_(std::move(other.target_)),
      temporary_(std::exchange(other.temporary_, {})),
      files_(std::exchange(other.files_, {})) {}

Result<OutputFolder> OutputFolder::create(const std::string& path) {
  if (path.empty()) return wrong_usage("a folder needs a name");
  const fs::path target = target_of(path);
  if (auto status = check_replaced(path, target); !status) return status.error();
  std::error_code none;
  const fs::path around = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (!fs::is_directory(around, none))
    return failed(fmt::format("{}: there is no folder {}", path, around.string()));
  for (int attempt = 0; attempt < 100; ++attempt) {
    const fs::path temporary =
        around /
        fmt::format(".{}.{}.{}.part", target.filename().string().substr(0, 200), getpid(), attempt);
    remember_unfinished(temporary.string());  // before it exists, so that no signal leaves it
    if (mkdir(temporary.c_str(), 0777) == 0)
      return OutputFolder(path, target.string(), temporary.string());
    const int error = errno;
    forget_unfinished(temporary.string());
    errno = error;
    if (error != EEXIST) break;
  }
  return failed(
      fmt::format("{}: cannot write in {}: {}", path, around.string(), std::strerror(errno)));
}

OutputFolder::~OutputFolder() {
  for (const std::string& file : files_) {
    unlink(file.c_str());
    forget_unfinished(file);
  }
  if (temporary_.empty()) return;
  rmdir(temporary_.c_str());
  forget_unfinished(temporary_);
}

std::string OutputFolder::add(const std::string& name) {
  files_.push_back((fs::path(temporary_) / name).string());
  remember_unfinished(files_.back());
  return files_.back();
}

Status OutputFolder::keep() {
  struct stat old {};
  if (stat(target_.c_str(), &old) == 0) {
    // Only root may give a folder away; elsewhere it is its writer's.
    [[maybe_unused]] const int owner = chown(temporary_.c_str(), old.st_uid, old.st_gid);
    chmod(temporary_.c_str(), old.st_mode & 07777);
  }
  if (rename(temporary_.c_str(), target_.c_str()) == 0) return ok();
  if (errno == ENOTEMPTY || errno == EEXIST) return not_empty(path_);
  return failed(fmt::format("{}: {}", path_, std::strerror(errno)));
}

}  // namespace otoscape::io
