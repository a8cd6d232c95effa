// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace otoscape::demo::sound {

// SplitMix64 (Steele, Lea & Flood 2014): the same numbers with every compiler and library, which
// the standard's distributions do not promise.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed * 0x9E3779B97F4A7C15ull + 1) {}

  // Even between −1 and 1.
  double next() {
    state_ += 0x9E3779B97F4A7C15ull;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
    return static_cast<double>((z ^ (z >> 31)) >> 11) * 0x1p-52 - 1.0;
  }
  double between(double low, double high) { return low + (high - low) * 0.5 * (next() + 1.0); }

 private:
  std::uint64_t state_;
};

}  // namespace otoscape::demo::sound
