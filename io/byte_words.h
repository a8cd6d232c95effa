// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace otoscape::io {

// FNV-1a.
inline constexpr std::uint64_t kHashSeed = 0xcbf29ce484222325;
inline std::uint64_t hash_of(std::span<const std::byte> bytes, std::uint64_t hash = kHashSeed) {
  for (std::byte b : bytes) hash = (hash ^ std::to_integer<std::uint64_t>(b)) * 0x100000001b3;
  return hash;
}

// Writes numbers as eight bytes each, lowest first.
class WordWriter {
 public:
  void put(std::uint64_t word) {
    for (int i = 0; i < 8; ++i) bytes_.push_back(std::byte(word >> (8 * i)));
  }
  void put_signed(std::int64_t word) { put(static_cast<std::uint64_t>(word)); }
  void put_real(double value) { put(std::bit_cast<std::uint64_t>(value)); }
  void put_bytes(std::span<const std::byte> bytes) {
    put(bytes.size());
    bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
  }
  std::vector<std::byte> take() && { return std::move(bytes_); }
  std::span<const std::byte> bytes() const { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

// Reads what WordWriter wrote. A number beyond the end reads as 0, and ended_well() is then false.
class WordReader {
 public:
  explicit WordReader(std::span<const std::byte> bytes) : bytes_(bytes) {}

  std::uint64_t word() {
    std::uint64_t word = 0;
    const auto from = some(8);
    for (std::size_t i = 0; i < from.size(); ++i)
      word |= std::to_integer<std::uint64_t>(from[i]) << (8 * i);
    return word;
  }
  std::int64_t signed_word() { return static_cast<std::int64_t>(word()); }
  double real() { return std::bit_cast<double>(word()); }
  std::span<const std::byte> bytes() { return some(word()); }
  // A count of elements of bytes_each bytes; 0 where fewer bytes are left.
  std::size_t count(std::size_t bytes_each) {
    const std::uint64_t count = word();
    whole_ = whole_ && count <= bytes_.size() / bytes_each;
    return whole_ ? static_cast<std::size_t>(count) : 0;
  }
  // Nothing was read beyond the end, and no byte is left.
  bool ended_well() const { return whole_ && bytes_.empty(); }

 private:
  std::span<const std::byte> some(std::uint64_t count) {
    whole_ = whole_ && count <= bytes_.size();
    if (!whole_) return {};
    const auto part = bytes_.first(static_cast<std::size_t>(count));
    bytes_ = bytes_.subspan(part.size());
    return part;
  }

  std::span<const std::byte> bytes_;
  bool whole_ = true;
};

}  // namespace otoscape::io
