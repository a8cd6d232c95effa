// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace otoscape::implant::tables {

// Reliability of a listed number.
enum class Certainty {
  published,    // in the publication or in public software
  recalled,     // widely quoted, not checked at the source
  approximate,  // approximate in the source itself
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
