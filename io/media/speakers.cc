// SPDX-License-Identifier: Apache-2.0
#include "io/media/speakers.h"

#include <algorithm>
#include <vector>

#include "io/media/ffmpeg.h"

namespace otoscape::io::media {
namespace {

using enum Speaker;

constexpr Layout kMono{front_centre}, kStereo{front_left, front_right};

Layout with_pair(const Layout& layout, std::pair<Speaker, Speaker> from,
                 std::pair<Speaker, Speaker> to) {
  Layout other;
  for (const Speaker speaker : layout.speakers())
    other.add(speaker == from.first ? to.first : speaker == from.second ? to.second : speaker);
  return in_mask_order(other);
}

}  // namespace

// The first 18 of FFmpeg's channels are the bits of WAVEFORMATEXTENSIBLE's mask, as Speaker's are.
std::optional<Speaker> speaker_of(int channel) {
  if (channel >= 0 && channel < kSpeakers) return static_cast<Speaker>(channel);
  switch (channel) {
    case AV_CHAN_STEREO_LEFT:
      return front_left;
    case AV_CHAN_STEREO_RIGHT:
      return front_right;
    default:
      return std::nullopt;
  }
}

Layout layout_of(const AVChannelLayout& layout) {
  if (layout.nb_channels == 1) return kMono;
  if (layout.nb_channels == 2) return kStereo;
  const bool named =
      layout.order == AV_CHANNEL_ORDER_NATIVE || layout.order == AV_CHANNEL_ORDER_CUSTOM;
  if (!named || layout.nb_channels > kMostChannels) return {};
  Layout speakers;
  for (int c = 0; c < layout.nb_channels; ++c) {
    const auto speaker =
        speaker_of(av_channel_layout_channel_from_index(&layout, static_cast<unsigned>(c)));
    if (!speaker || speakers.channel_of(*speaker)) return {};
    speakers.add(*speaker);
  }
  return speakers;
}

Layout in_mask_order(const Layout& layout) {
  std::vector<Speaker> order(layout.speakers().begin(), layout.speakers().end());
  std::ranges::sort(order);
  Layout sorted;
  for (const Speaker speaker : order) sorted.add(speaker);
  return sorted;
}

void set_layout(const Layout& layout, int channels, AVChannelLayout& to) {
  av_channel_layout_uninit(&to);
  if (layout.channels() > 0) {
    av_channel_layout_from_mask(&to, layout.mask());
  } else {
    av_channel_layout_default(&to, channels);
  }
}

Layout twin_of(const Layout& layout) {
  constexpr std::pair kBack{back_left, back_right}, kSide{side_left, side_right};
  const auto has = [&](Speaker speaker) { return layout.channel_of(speaker).has_value(); };
  const bool back = has(back_left) && has(back_right), side = has(side_left) && has(side_right);
  if (back && !has(side_left) && !has(side_right)) return with_pair(layout, kBack, kSide);
  if (side && !has(back_left) && !has(back_right)) return with_pair(layout, kSide, kBack);
  return {};
}

std::string text_of(const Layout& layout) {
  const auto known = name_of(layout);
  if (!known.empty() && layout == in_mask_order(layout)) return std::string(known);
  std::string text;
  for (const Speaker speaker : layout.speakers()) {
    char name[16] = "";
    av_channel_name(name, sizeof name, static_cast<AVChannel>(speaker));
    text += (text.empty() ? "" : "+") + std::string(name);
  }
  return text;
}

std::string layouts_of(int channels) {
  std::vector<std::string> names;
  for (const NamedLayout& named : named_layouts()) {
    if (named.layout.channels() == channels) names.emplace_back(named.name);
  }
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    const char* before = i == 0 ? "" : i + 1 == names.size() ? " or " : ", ";
    text += before + names[i];
  }
  return text;
}

}  // namespace otoscape::io::media
