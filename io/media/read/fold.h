// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

struct AVChannelLayout;

namespace otoscape::io::media {

inline constexpr int kMostChannels = 8;
// Rates that can be rendered.
inline constexpr int kLowestRateHz = 8000, kHighestRateHz = 192000;

// Linear gains of one channel of a layout to left and right.
struct FoldGains {
  float left = 0.0f;
  float right = 0.0f;
};

// Two-channel fold of 3 to 8 channels: ITU-R BS.775-3, annex 4 (centre and surrounds at −3 dB, LFE
// left out), with the same factor for rear and height speakers, which are not in it. Not
// normalised.
std::vector<FoldGains> fold_to_stereo(const AVChannelLayout& layout);

}  // namespace otoscape::io::media
