// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <span>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Marks a function of the audio side: it allocates nothing, locks nothing and throws nothing. The
// mark is part of the function's type: it stands after noexcept and before override or = 0, and at
// each declaration of a function template. From clang 20 on, -Wfunction-effects checks that such a
// function calls only others that are marked or that it can see to be fit.
#if defined(__has_cpp_attribute) && __has_cpp_attribute(clang::nonblocking)
#define OTOSCAPE_RT [[clang::nonblocking]]
#else
#define OTOSCAPE_RT
#endif

namespace otoscape::base {

// Prefetches part `part` of `parts` of a table into the cache. A design is made on another core;
// prefetched over several quanta, its first use takes no longer than any other.
template <class Table>
void fetch(const Table& table, int part, int parts) noexcept {
  constexpr std::size_t kLine = 64;
  const auto bytes = std::as_bytes(std::span(table));
  const std::size_t end =
      bytes.size() * static_cast<std::size_t>(part + 1) / static_cast<std::size_t>(parts);
  std::size_t at = bytes.size() * static_cast<std::size_t>(part) / static_cast<std::size_t>(parts);
  for (; at < end; at += kLine) __builtin_prefetch(bytes.data() + at, 0, 2);
}

// While this object exists, its thread treats denormal numbers as zero: decaying filters then take
// no longer than loud ones.
class FlushDenormals {
 public:
#if defined(__SSE2__)
  FlushDenormals() : saved_(_mm_getcsr()) { _mm_setcsr(saved_ | kFlushToZero | kDenormalsAreZero); }
  ~FlushDenormals() { _mm_setcsr(saved_); }

 private:
  static constexpr unsigned kFlushToZero = 0x8000, kDenormalsAreZero = 0x0040;
  unsigned saved_;
#elif defined(__aarch64__)
  FlushDenormals() {
    asm volatile("mrs %0, fpcr" : "=r"(saved_));
    asm volatile("msr fpcr, %0" ::"r"(saved_ | kFlushToZero));
  }
  ~FlushDenormals() { asm volatile("msr fpcr, %0" ::"r"(saved_)); }

 private:
  static constexpr unsigned long kFlushToZero = 1ul << 24;
  unsigned long saved_;
#else
  FlushDenormals() {}
  ~FlushDenormals() {}
#endif

 public:
  FlushDenormals(const FlushDenormals&) = delete;
  FlushDenormals& operator=(const FlushDenormals&) = delete;
};

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
