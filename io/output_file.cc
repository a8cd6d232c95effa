// SPDX-License-Identifier: Apache-2.0
#include "io/output_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace otoscape::io {
namespace {

// Files that the signal handler removes. It may only read static memory.
constexpr std::size_t kSlots = 8, kLongestName = 4096;
struct Slot {
  std::atomic<bool> used = false;
  std::array<char, kLongestName> name{};
};
std::array<Slot, kSlots> slots;

extern "C" void remove_and_end(int signal) {
  for (Slot& slot : slots) {
    if (slot.used) unlink(slot.name.data());
  }
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void watch_signals() {
  static const bool once = [] {
    for (int signal : {SIGINT, SIGTERM, SIGHUP, SIGPIPE, SIGQUIT}) {
      // A signal that was ignored at the start (nohup) stays ignored.
      if (std::signal(signal, remove_and_end) == SIG_IGN) std::signal(signal, SIG_IGN);
    }
    std::signal(SIGXFSZ, SIG_IGN);  // a file over its limit is an error of its write
    return true;
  }();
  (void)once;
}

void remember(const std::string& name) {
  watch_signals();
  for (Slot& slot : slots) {
    if (slot.used || name.size() >= kLongestName) continue;
    std::memcpy(slot.name.data(), name.c_str(), name.size() + 1);
    slot.used = true;
    return;
  }
}

void forget(const std::string& name) {
  for (Slot& slot : slots) {
    if (slot.used && name == slot.name.data()) slot.used = false;
  }
}

}  // namespace

OutputFile::OutputFile(std::string path, std::string temporary, bool overwrite)
    : path_(std::move(path)), temporary_(std::move(temporary)), overwrite_(overwrite) {}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::move(other.temporary_)),
      overwrite_(other.overwrite_) {
  other.path_.clear();
  other.temporary_.clear();
}

Result<OutputFile> OutputFile::create(const std::string& path, bool overwrite) {
  namespace fs = std::filesystem;
  if (path == "-") return OutputFile(path, path, true);
  std::error_code none;
  const fs::path target(path);
  const fs::path folder = target.has_parent_path() ? target.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, none)) {
    return failed(fmt::format("{}: there is no folder {}", path, folder.string()));
  }
  if (fs::is_directory(target, none)) return failed(fmt::format("{}: this is a folder", path));
  if (fs::exists(target, none) && !overwrite) {
    return failed(fmt::format("{} exists; --overwrite replaces it", path));
  }
  fs::path temporary;
  int file = -1;
  for (int attempt = 0; file < 0 && attempt < 100; ++attempt) {
    temporary = folder / fmt::format(".{}.{}.{}.part", target.filename().string().substr(0, 200),
                                     getpid(), attempt);
    file = ::open(temporary.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (file < 0 && errno != EEXIST) break;
  }
  if (file < 0) {
    return failed(
        fmt::format("{}: cannot write in {}: {}", path, folder.string(), std::strerror(errno)));
  }
  ::close(file);
  remember(temporary.string());
  return OutputFile(path, temporary.string(), overwrite);
}

OutputFile::~OutputFile() {
  if (temporary_.empty() || temporary_ == "-") return;
  unlink(temporary_.c_str());
  forget(temporary_);
}

Status OutputFile::keep() {
  if (temporary_ == "-") return ok();
  // link() fails where the name exists by now. Some file systems have no links: rename() there.
  int error = overwrite_ ? ENOTSUP : (link(temporary_.c_str(), path_.c_str()) == 0 ? 0 : errno);
  if (error == EEXIST) return failed(fmt::format("{} exists; --overwrite replaces it", path_));
  if (error != 0 && rename(temporary_.c_str(), path_.c_str()) != 0) {
    return failed(fmt::format("{}: {}", path_, std::strerror(errno)));
  }
  return ok();
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code none;
  return a != "-" && b != "-" && std::filesystem::equivalent(a, b, none);
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
