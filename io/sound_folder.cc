// SPDX-License-Identifier: Apache-2.0
#include "io/sound_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>
#include <system_error>

#include "io/printable.h"

namespace otoscape::io {
namespace {

// Of files that hold sound alone.
constexpr std::array<std::string_view, 23> kSoundExtensions = {
    ".wav",  ".wave", ".bwf", ".rf64", ".w64",  ".flac", ".aif", ".aiff",
    ".aifc", ".caf",  ".ogg", ".oga",  ".opus", ".mp3",  ".m4a", ".mka",
    ".aac",  ".wv",   ".au",  ".snd",  ".ape",  ".wma",  ".tta"};

bool is_sound(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::ranges::transform(extension, extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return std::ranges::find(kSoundExtensions, extension) != kSoundExtensions.end();
}

}  // namespace

Result<SoundFolder> sound_folder(const std::string& folder) {
  namespace fs = std::filesystem;
  std::error_code error;
  const std::string name_of_it = printable(folder, 300);
  const fs::file_status status = fs::status(folder, error);
  if (status.type() == fs::file_type::not_found) return failed(name_of_it + ": no such folder");
  if (status.type() != fs::file_type::directory && status.type() != fs::file_type::none) {
    return failed(name_of_it + ": is a file; name the folder that holds it");
  }
  SoundFolder found;
  fs::directory_iterator at;
  if (!error) at = fs::directory_iterator(folder, error);
  for (; !error && at != fs::directory_iterator(); at.increment(error)) {
    std::error_code gone;
    const std::string name = at->path().filename().string();
    if (name.starts_with('.') || at->is_directory(gone)) continue;
    if (is_sound(at->path())) {
      found.sounds.push_back(at->path().string());
    } else {
      found.others.push_back(name);
    }
  }
  if (error) return failed(name_of_it + ": cannot be read: " + error.message());
  std::ranges::sort(found.sounds);
  std::ranges::sort(found.others);
  return found;
}

}  // namespace otoscape::io
