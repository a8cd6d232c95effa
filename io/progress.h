// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace otoscape::io {

struct Progress {
  const char* doing;  // "measuring", "rendering" and the like
  double part;        // done so far, 0…1; negative: unknown
};
using ProgressCall = std::function<void(Progress)>;

}  // namespace otoscape::io
