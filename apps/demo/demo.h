// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "otoscape/base/result.h"

namespace otoscape::demo {

struct Options {
  std::string program;
  std::filesystem::path out = "out";
  std::uint64_t seed = 1;
};

// Makes sound, films, renders and page. Prints each step and, at the end, the files that it made.
Status make_demo(const Options& options);

}  // namespace otoscape::demo
