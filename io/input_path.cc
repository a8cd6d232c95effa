// SPDX-License-Identifier: Apache-2.0
#include "io/input_path.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace otoscape::io {

bool can_be_read_twice(const std::string& path) {
  if (path == "-") return false;
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return true;
  return !S_ISFIFO(about.st_mode) && !S_ISCHR(about.st_mode) && !S_ISSOCK(about.st_mode);
}

Status must_be_read_twice(const std::string& path) {
  if (can_be_read_twice(path)) return ok();
  return wrong_usage(fmt::format("{} can be read only once, and this needs it twice; give a file",
                                 path == "-" ? "standard input" : path));
}

}  // namespace otoscape::io
