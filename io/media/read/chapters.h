// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/units/time.h"

namespace otoscape::io::media {

struct Chapter {
  Seconds start;  // on the programme's clock
  std::string title;
};

// A film's or a sound file's own chapters, in its order; often none.
Result<std::vector<Chapter>> chapters(const std::string& path);

}  // namespace otoscape::io::media
