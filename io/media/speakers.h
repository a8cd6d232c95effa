// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/base/block.h"

struct AVChannelLayout;

// FFmpeg's channel layouts and ours.

namespace otoscape::io::media {

// channel: one of FFmpeg's AVChannel. None: a loudspeaker of FFmpeg alone, such as wide left.
std::optional<Speaker> speaker_of(int channel);

// The loudspeakers of the channels, in the channels' order. One channel is mono and two are stereo,
// whatever their names. Empty: more, and they have no names, the same name twice, or names without
// a Speaker; or more than kMostChannels.
Layout layout_of(const AVChannelLayout& layout);

// The same loudspeakers in the order of the mask's bits, which is FFmpeg's own.
Layout in_mask_order(const Layout& layout);

// FFmpeg's native layout of these loudspeakers; of one or two channels without any.
void set_layout(const Layout& layout, int channels, AVChannelLayout& to);

// The layout with its only pair of surrounds called back in place of side, or the other way round:
// "5.1" and "5.1(side)" are the same loudspeakers. Empty: it has no or both pairs.
Layout twin_of(const Layout& layout);

// For a user: a name as "5.1"; without one, or in another order than the mask's, the loudspeakers
// as FFmpeg writes them, "FL+FR+BC".
std::string text_of(const Layout& layout);

// "5.1, 5.1(side) or 6.0"; empty: no named layout has so many channels.
std::string layouts_of(int channels);

}  // namespace otoscape::io::media
