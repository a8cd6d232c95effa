// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "hwy/aligned_allocator.h"
#include "otoscape/base/out_of_memory.h"

namespace otoscape::base {

// Memory for as long as a stage exists. A function with an Arena among its parameters may allocate
// and so belongs to the control side; `process` has none. Memory is zeroed, aligned for any vector,
// and lives as long as the arena.
class Arena {
 public:
  template <class T>
  std::span<T> take(std::size_t count) {
    auto memory = hwy::AllocateAligned<std::byte>(count * sizeof(T) + kPadding);
    if (!memory) out_of_memory();
    std::fill_n(memory.get(), count * sizeof(T) + kPadding, std::byte{0});
    bytes_ += count * sizeof(T);
    T* first = reinterpret_cast<T*>(memory.get());
    blocks_.push_back(std::move(memory));
    return {first, count};
  }
  std::size_t bytes() const { return bytes_; }

 private:
  static constexpr std::size_t kPadding = 64;  // a vector load at the last element stays inside
  std::vector<hwy::AlignedFreeUniquePtr<std::byte[]>> blocks_;
  std::size_t bytes_ = 0;
};

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
