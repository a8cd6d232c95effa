// SPDX-License-Identifier: Apache-2.0
#include "io/path_text.h"

namespace otoscape::io {
namespace {

// Where a file's name is cut into stem and extension.
std::size_t stem_length(std::string_view name) {
  const auto dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name == "..") return name.size();
  return dot;
}

}  // namespace

std::string folder_of(std::string_view path) {
  const auto slash = path.rfind('/');
  if (slash == std::string_view::npos) return {};
  const auto last = path.find_last_not_of('/', slash);
  if (last == std::string_view::npos) return "/";
  return std::string(path.substr(0, last + 1));
}

std::string_view file_name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string stem_of(std::string_view path) {
  const auto name = file_name_of(path);
  return std::string(name.substr(0, stem_length(name)));
}

std::string extension_of(std::string_view path) {
  const auto name = file_name_of(path);
  return std::string(name.substr(stem_length(name)));
}

std::string joined(std::string_view folder, std::string_view path) {
  if (folder.empty() || path.starts_with('/')) return std::string(path);
  std::string all(folder);
  if (!all.ends_with('/')) all += '/';
  return all += path;
}

}  // namespace otoscape::io
