// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otoscape::implant::tables {

// How sure a listed number is.
enum class Certainty {
  published,    // as its authors or public software give it
  recalled,     // widely quoted, not read again at the source
  approximate,  // its source itself calls it so
};

// Frequency bands as published, lowest first.
struct BandSet {
  std::string name;                // "shannon-4"
  std::string title;               // "Shannon et al. 1995, four bands"
  std::vector<double> edges_hz;    // bands + 1; empty where only centres are known
  std::vector<double> centres_hz;  // as published; else geometric means of the edges
  Certainty certainty = Certainty::published;
  std::string source;

  int bands() const { return static_cast<int>(centres_hz.size()); }
};

// shannon-4, dorman-2 … dorman-9, ab-hires-16, ab-hires120-3 … ab-hires120-15 and the same with
// -extended, med-el-12, med-el-12-approximate, med-el-research-12, spiral-20, ab-electrodes-16.
std::span<const BandSet> published_bands();
const BandSet* find_bands(std::string_view name);  // null where there is none

}  // namespace otoscape::implant::tables
