// SPDX-License-Identifier: Apache-2.0
#include <hwy/aligned_allocator.h>

#include <cstdlib>

// Highway's memory, which its package has for the machine that builds alone.

namespace hwy {
namespace {

constexpr std::size_t kAlignment = HWY_ALIGNMENT;

}  // namespace

void* AllocateAlignedBytes(std::size_t payload_size, AllocPtr, void*) {
  const std::size_t whole = (payload_size + kAlignment - 1) / kAlignment * kAlignment;
  return whole < payload_size ? nullptr : std::aligned_alloc(kAlignment, whole);
}

void FreeAlignedBytes(const void* pointer, FreePtr, void*) {
  std::free(const_cast<void*>(pointer));
}

}  // namespace hwy
