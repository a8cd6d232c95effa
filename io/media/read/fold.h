// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/base/layout.h"

struct AVChannelLayout;

namespace otoscape::io::media {

// Rates that can be rendered.
inline constexpr int kLowestRateHz = 8000, kHighestRateHz = 192000;

// What one channel gives to one channel of the output.
struct Route {
  int from = 0, to = 0;
  float gain = 1.0f;

  bool operator==(const Route&) const = default;
};
using Routes = std::vector<Route>;

// Two-channel fold (fold_gains) of channels that have names; those of FFmpeg alone as their nearest
// of ours. channels: of the output; 1: the mean of both. Mono goes to both.
Routes fold_routes(const AVChannelLayout& layout, int channels);
Routes fold_routes(const Layout& layout, int channels);

// Each loudspeaker to its own in `to`, which also takes back for side where it has one of the two
// pairs. What `to` lacks is folded into its front left and right, or else into its centre.
Routes routes_between(const Layout& from, const Layout& to);
// The loudspeakers of `from` that have no channel of their own in `to`.
Layout lacking(const Layout& from, const Layout& to);

}  // namespace otoscape::io::media
