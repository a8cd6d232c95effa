// SPDX-License-Identifier: Apache-2.0
#include "io/media/read/fold.h"

#include <optional>

#include "io/media/ffmpeg.h"
#include "io/media/speakers.h"

namespace otoscape::io::media {
namespace {

using enum Speaker;

// Channels that only FFmpeg has: as the loudspeaker of ours with their gains.
Speaker nearest(int channel) {
  if (const auto speaker = speaker_of(channel)) return *speaker;
  switch (channel) {
    case AV_CHAN_WIDE_LEFT:
      return front_left;
    case AV_CHAN_WIDE_RIGHT:
      return front_right;
    case AV_CHAN_SURROUND_DIRECT_LEFT:
    case AV_CHAN_TOP_SIDE_LEFT:
      return side_left;
    case AV_CHAN_SURROUND_DIRECT_RIGHT:
    case AV_CHAN_TOP_SIDE_RIGHT:
      return side_right;
    case AV_CHAN_LOW_FREQUENCY_2:
      return lfe;
    default:  // in the middle, below
      return back_centre;
  }
}

void add_fold(int from, const FoldGains& gains, int channels, Routes& routes) {
  const auto add = [&](int to, float gain) {
    if (gain != 0.0f) routes.push_back({from, to, gain});
  };
  if (channels == 1) return add(0, 0.5f * (gains.left + gains.right));
  add(0, gains.left);
  add(1, gains.right);
}

// Mono to both; front left and right to themselves.
Routes few_routes(int from, int channels) {
  if (from == channels) return channels == 1 ? Routes{{0, 0}} : Routes{{0, 0}, {1, 1}};
  return channels == 1 ? Routes{{0, 0, 0.5f}, {1, 0, 0.5f}} : Routes{{0, 0}, {0, 1}};
}

std::optional<Speaker> other_name(Speaker speaker) {
  switch (speaker) {
    case back_left:
      return side_left;
    case back_right:
      return side_right;
    case side_left:
      return back_left;
    case side_right:
      return back_right;
    default:
      return std::nullopt;
  }
}

// Where `to` has this loudspeaker, under either name; `from` must not have the other one too.
std::optional<int> own_channel(Speaker speaker, const Layout& from, const Layout& to) {
  if (const auto same = to.channel_of(speaker)) return same;
  const auto other = other_name(speaker);
  if (!other || from.channel_of(*other)) return std::nullopt;
  return to.channel_of(*other);
}

}  // namespace

Routes fold_routes(const AVChannelLayout& layout, int channels) {
  if (layout.nb_channels <= 2) return few_routes(layout.nb_channels, channels);
  Routes routes;
  for (int c = 0; c < layout.nb_channels; ++c) {
    const int channel = av_channel_layout_channel_from_index(&layout, static_cast<unsigned>(c));
    add_fold(c, fold_gains(nearest(channel)), channels, routes);
  }
  return routes;
}

Routes fold_routes(const Layout& layout, int channels) {
  if (layout.channels() == 2 && channels == 2)
    return routes_between(layout, {front_left, front_right});
  if (layout.channels() <= 2) return few_routes(layout.channels(), channels);
  Routes routes;
  for (int c = 0; c < layout.channels(); ++c) add_fold(c, fold_gains(layout[c]), channels, routes);
  return routes;
}

Layout lacking(const Layout& from, const Layout& to) {
  Layout lacks;
  for (const Speaker speaker : from.speakers()) {
    if (!own_channel(speaker, from, to)) lacks.add(speaker);
  }
  return lacks;
}

Routes routes_between(const Layout& from, const Layout& to) {
  const auto left = to.channel_of(front_left), right = to.channel_of(front_right),
             centre = to.channel_of(front_centre);
  Routes routes;
  for (int c = 0; c < from.channels(); ++c) {
    if (const auto own = own_channel(from[c], from, to)) {
      routes.push_back({c, *own, 1.0f});
      continue;
    }
    const FoldGains gains = fold_gains(from[c]);
    if (left && right) {
      if (gains.left != 0.0f) routes.push_back({c, *left, gains.left});
      if (gains.right != 0.0f) routes.push_back({c, *right, gains.right});
    } else if (centre && gains != FoldGains{}) {
      routes.push_back({c, *centre, 0.5f * (gains.left + gains.right)});
    }
  }
  return routes;
}

}  // namespace otoscape::io::media
