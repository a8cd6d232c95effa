// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/band_edges.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "otoscape/implant/tables/hires_bands.h"
#include "otoscape/implant/tables/published_bands.h"

namespace otoscape::implant::coding {
namespace {

constexpr int kMostBands = 22;

// As in the public Nucleus toolbox; the row of 22 is Cochlear's published one.
constexpr std::array<std::array<int, kMostBands>, kMostBands> kBins{{
    {62},
    {7, 55},
    {7, 15, 40},
    {7, 8, 16, 31},
    {3, 4, 8, 16, 31},
    {3, 4, 6, 9, 15, 25},
    {3, 4, 4, 6, 9, 14, 22},
    {2, 2, 3, 4, 6, 9, 14, 22},
    {2, 2, 3, 3, 5, 7, 9, 13, 18},
    {2, 2, 3, 3, 4, 5, 7, 9, 12, 15},
    {1, 2, 2, 2, 3, 4, 5, 7, 9, 12, 15},
    {1, 2, 2, 2, 2, 3, 4, 5, 7, 9, 11, 14},
    {1, 2, 2, 2, 2, 3, 3, 4, 5, 7, 8, 10, 13},
    {1, 2, 2, 2, 2, 2, 3, 3, 4, 5, 6, 8, 9, 13},
    {1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 5, 6, 8, 9, 13},
    {1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 4, 5, 6, 7, 9, 11},
    {1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9},
    {1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9},
    {1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9},
    {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 8},
    {1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 6, 7, 8},
    {1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 4, 5, 5, 6, 7, 8},
}};

constexpr double kBinHz = 125.0;       // 16 kHz / 128
constexpr double kFirstEdgeBin = 1.5;  // bins 0 and 1 are not used

std::vector<double> nucleus_edges(int bands) {
  std::vector<double> edges{kFirstEdgeBin * kBinHz};
  for (const int bins : nucleus_bins(bands)) edges.push_back(edges.back() + bins * kBinHz);
  return edges;
}

std::vector<double> med_el_edges(int bands) {
  const std::vector<double>& own = tables::find_bands("med-el-12")->edges_hz;
  const int last = static_cast<int>(own.size()) - 1;
  std::vector<double> edges;
  for (int j = 0; j <= bands; ++j) {
    const double at = static_cast<double>(j * last) / bands;
    const auto below = static_cast<std::size_t>(std::min(last - 1, static_cast<int>(at)));
    edges.push_back(own[below] *
                    std::pow(own[below + 1] / own[below], at - static_cast<double>(below)));
  }
  return edges;
}

// Of HiRes' electrodes, each at the limit of two channels: half-way to its neighbours, in octaves.
std::vector<double> hires_electrode_edges() {
  constexpr double kHalf = 0.5;  // of a bin, from its middle to its lower limit
  std::vector<double> places, edges;
  for (const int bin : tables::kHiresEdges) places.push_back((bin - kHalf) * tables::kHiresBinHz);
  edges.push_back(places[0] * std::sqrt(places[0] / places[1]));
  for (std::size_t i = 1; i < places.size(); ++i) {
    edges.push_back(std::sqrt(places[i - 1] * places[i]));
  }
  edges.push_back(places.back() * std::sqrt(places.back() / places[places.size() - 2]));
  return edges;
}

}  // namespace

std::span<const int> nucleus_bins(int bands) {
  assert(bands >= 1 && bands <= kMostBands);
  return std::span(kBins[static_cast<std::size_t>(bands - 1)])
      .first(static_cast<std::size_t>(bands));
}

std::vector<double> band_edges_hz(const CodingParams& params) {
  if (!params.edges_hz.empty()) return params.edges_hz;
  if (params.strategy == Strategy::hires120) return hires_electrode_edges();
  const int bands = static_cast<int>(params.bands.size());
  return params.strategy == Strategy::fs4 ? med_el_edges(bands) : nucleus_edges(bands);
}

}  // namespace otoscape::implant::coding
