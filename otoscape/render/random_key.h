// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace otoscape::render {

// Streams of randomness are told apart by hashed keys (the finaliser of SplitMix64; Steele, Lea and
// Flood 2014): adding one must not change another.
constexpr std::uint64_t mix_key(std::uint64_t key, std::uint64_t part = 0) {
  std::uint64_t x = (key ^ (part * 0xd1342543de82ef95u)) + 0x9e3779b97f4a7c15u;
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

constexpr std::uint64_t mix_key(std::uint64_t key, std::string_view name) {
  key = mix_key(key, name.size());
  for (const char c : name) key = mix_key(key, static_cast<unsigned char>(c));
  return key;
}

}  // namespace otoscape::render
