// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdio>
#include <string>

namespace otoscape::base {

// A number for a sentence, to six digits at most, with a point also where a program's locale has a
// comma. std::to_chars would cost a module for browsers a fifth of its size.
inline std::string number_text(double v) {
  char text[32];
  const int size = std::snprintf(text, sizeof text, "%g", v);
  std::replace(text, text + size, ',', '.');
  return {text, static_cast<std::size_t>(size)};
}

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
