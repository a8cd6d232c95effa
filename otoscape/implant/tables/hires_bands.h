// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace otoscape::implant::tables {

// The Fourier slices from which a chain in the manner of HiRes 120 reads 15 channels, one between
// each two neighbours of 16 contacts (Nogueira et al. 2009; AB generic toolbox): 256 samples of
// 17 400 Hz, every 20.
inline constexpr int kHiresChannels = 15;
inline constexpr double kHiresRate = 17400.0;
inline constexpr int kHiresWindow = 256, kHiresHop = 20;
inline constexpr int kHiresFirstBin = 5;
inline constexpr std::array<int, kHiresChannels> kHiresBins = {2, 2, 1, 2, 2, 2,  3, 4,
                                                               4, 5, 6, 7, 8, 10, 56};
// One past the last bin of the last channel; spectral peaks read one bin further on either side.
inline constexpr int kHiresEndBin = 119;

inline constexpr double kHiresBinHz = kHiresRate / kHiresWindow;

constexpr std::array<int, kHiresChannels + 1> hires_edges() {
  std::array<int, kHiresChannels + 1> edges{};
  edges[0] = kHiresFirstBin;
  for (std::size_t c = 0; c < kHiresChannels; ++c) edges[c + 1] = edges[c] + kHiresBins[c];
  return edges;
}
// The channels' first bins.
inline constexpr auto kHiresEdges = hires_edges();
static_assert(kHiresEdges.back() == kHiresEndBin);

}  // namespace otoscape::implant::tables
