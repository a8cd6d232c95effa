// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

struct AVChannelLayout;

namespace otoscape::io::media {

inline constexpr int kMostChannels = 8;

// What one channel of a layout gives to left and right.
struct FoldGains {
  float left = 0.0f;
  float right = 0.0f;
};

// Two-channel fold of 3 to 8 channels: ITU-R BS.775-3, annex 4 (centre and surrounds at −3 dB, LFE
// left out), with the same factor for the rear and height speakers that came later. Not normalised.
std::vector<FoldGains> fold_to_stereo(const AVChannelLayout& layout);

}  // namespace otoscape::io::media
