// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "jobs/render_request.h"

namespace otoscape::jobs::video {

// How a strip looks.
struct StripOptions {
  bool top = true;       // else at the bottom of the picture
  double height = 0.16;  // of the picture's height, or of three quarters of its width
  double opacity = 0.8;  // of its ground
  double span_s = 60.0;  // of the film that its ribbon shows at once
};

// A film whose picture shows a strip of what is heard; all else is copied.
struct VideoJob {
  RenderJob hearing;  // whose ears, and how loud the programme is
  std::string in, out;
  std::string programme;   // film or sound before the render that `in` is; empty: `in` itself
  std::string audibility;  // speech audibility that is known already; empty: it is measured
  StripOptions strip;
  std::string codec;           // "h264", "vp9"; empty: by the container
  std::optional<int> quality;  // of the codec; none: near the source
  bool overwrite = false;
};

}  // namespace otoscape::jobs::video
