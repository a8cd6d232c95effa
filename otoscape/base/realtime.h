// SPDX-License-Identifier: Apache-2.0
#pragma once

#if defined(__SSE2__)
#include <immintrin.h>
#endif

// Marks the audio side: what carries this mark allocates nothing, locks nothing, throws nothing.
#if defined(__has_cpp_attribute) && __has_cpp_attribute(clang::nonblocking)
#define OTOSCAPE_RT [[clang::nonblocking]]
#else
#define OTOSCAPE_RT
#endif

namespace otoscape::base {

// While it lives, this thread treats denormal numbers as zero: decaying filters then cost the same
// as loud ones.
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
