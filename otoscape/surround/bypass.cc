// SPDX-License-Identifier: Apache-2.0
#include "otoscape/surround/bypass.h"

#include <algorithm>

namespace otoscape::surround {

void Bypass::mix(std::span<const float> input, std::span<float> heard) const noexcept {
  if (none) return;
  if (whole) {
    std::ranges::copy(input, heard.begin());
    return;
  }
  const std::size_t half = heard.size() / 2;
  for (std::size_t piece = 0; piece < 2; ++piece) {
    const Line& line = lines[piece];
    for (std::size_t n = 0; n < half; ++n) {
      const float at = static_cast<float>(n + 1), part = line.share + line.share_slope * at,
                  gain = line.gain + line.gain_slope * at;
      float& sample = heard[piece * half + n];
      sample = (1.0f - part) * sample + part * gain * input[piece * half + n];
    }
  }
}

const Bypass& smaller(const Bypass& a, const Bypass& b) noexcept {
  const auto share = [](const Bypass& bypass) {
    if (bypass.none) return 0.0f;
    return bypass.whole ? 2.0f : bypass.lines[0].share + bypass.lines[1].share;
  };
  return share(b) < share(a) ? b : a;
}

}  // namespace otoscape::surround
