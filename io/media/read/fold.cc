// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/fold.h"

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

constexpr float kHalfPower = 0.70710678f;

FoldGains gains_of(AVChannel channel) {
  switch (channel) {
    case AV_CHAN_FRONT_LEFT:
    case AV_CHAN_FRONT_LEFT_OF_CENTER:
    case AV_CHAN_WIDE_LEFT:
    case AV_CHAN_STEREO_LEFT:
      return {1.0f, 0.0f};
    case AV_CHAN_FRONT_RIGHT:
    case AV_CHAN_FRONT_RIGHT_OF_CENTER:
    case AV_CHAN_WIDE_RIGHT:
    case AV_CHAN_STEREO_RIGHT:
      return {0.0f, 1.0f};
    case AV_CHAN_FRONT_CENTER:
      return {kHalfPower, kHalfPower};
    case AV_CHAN_BACK_LEFT:
    case AV_CHAN_SIDE_LEFT:
    case AV_CHAN_TOP_FRONT_LEFT:
    case AV_CHAN_TOP_BACK_LEFT:
    case AV_CHAN_TOP_SIDE_LEFT:
    case AV_CHAN_SURROUND_DIRECT_LEFT:
      return {kHalfPower, 0.0f};
    case AV_CHAN_BACK_RIGHT:
    case AV_CHAN_SIDE_RIGHT:
    case AV_CHAN_TOP_FRONT_RIGHT:
    case AV_CHAN_TOP_BACK_RIGHT:
    case AV_CHAN_TOP_SIDE_RIGHT:
    case AV_CHAN_SURROUND_DIRECT_RIGHT:
      return {0.0f, kHalfPower};
    case AV_CHAN_LOW_FREQUENCY:
    case AV_CHAN_LOW_FREQUENCY_2:
      return {};
    default:  // in the middle, behind or above
      return {0.5f, 0.5f};
  }
}

}  // namespace

std::vector<FoldGains> fold_to_stereo(const AVChannelLayout& layout) {
  AVChannelLayout named{};
  if (layout.order == AV_CHANNEL_ORDER_UNSPEC) {
    av_channel_layout_default(&named, layout.nb_channels);
  } else {
    av_channel_layout_copy(&named, &layout);
  }
  std::vector<FoldGains> gains;
  for (int c = 0; c < layout.nb_channels; ++c) {
    gains.push_back(
        gains_of(av_channel_layout_channel_from_index(&named, static_cast<unsigned>(c))));
  }
  av_channel_layout_uninit(&named);
  return gains;
}

}  // namespace otoscape::io::media
