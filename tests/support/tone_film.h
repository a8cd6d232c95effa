// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "tests/support/shell.h"

namespace otoscape::test {

inline int channel_tone_hz(int channel) { return 200 + 150 * channel; }

// A film of two seconds with a tone of its own in each channel; layout by FFmpeg's name.
inline std::string tone_film(const TemporaryFolder& folder, const std::string& layout, int channels,
                             double amplitude = 0.1) {
  std::string tones;
  for (int c = 0; c < channels; ++c) {
    tones += (c == 0 ? "" : "|") + std::to_string(amplitude) + "*sin(2*PI*" +
             std::to_string(channel_tone_hz(c)) + "*t)";
  }
  std::string path = folder / (layout + ".mkv");
  must_run({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
            "aevalsrc=" + tones + ":c=" + layout + ":s=48000:d=2", "-f", "lavfi", "-i",
            "testsrc=s=64x48:r=25:d=2", "-c:v", "mpeg4", "-c:a", "flac", path});
  return path;
}

}  // namespace otoscape::test
