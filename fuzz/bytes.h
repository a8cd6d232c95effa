// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>

// What the fuzzers share.

namespace otoscape::fuzz {

inline void require(bool true_here) {
  if (!true_here) std::abort();
}

// Hands out the fuzzer's bytes; zeros once they are used up.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}
  bool empty() const { return at_ >= size_; }
  std::uint8_t byte() { return empty() ? 0 : data_[at_++]; }
  // Any value at all: of a float, infinities, not-a-numbers and denormals, too.
  template <class T>
  T bits() {
    std::uint8_t raw[sizeof(T)];
    for (std::uint8_t& b : raw) b = byte();
    T value;
    std::memcpy(&value, raw, sizeof value);
    return value;
  }
  int below(int count) { return byte() % count; }
  bool one_in(int count) { return byte() % count == count - 1; }

 private:
  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
};

}  // namespace otoscape::fuzz
