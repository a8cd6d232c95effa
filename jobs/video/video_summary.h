// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

namespace otoscape::jobs::video {

struct VideoSummary {
  std::string in, out, relation, name;  // "of the listener", and its name
  std::string codec, encoder;
  long long pictures = 0;
  int width = 0, height = 0;            // as shown, in stored pixels
  int strip_top = 0, strip_height = 0;  // rows of them
  // Luma's likeness to the source beside the strip, of a picture a second; 0: unknown.
  double mean_psnr_db = 0.0, least_psnr_db = 0.0;
  std::vector<std::string> speech;  // sentences
  std::vector<std::string> notices, notes;
};

// In lines, and as one JSON object.
std::string to_text(const VideoSummary& summary);
std::string to_json(const VideoSummary& summary);

}  // namespace otoscape::jobs::video
