// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <new>

namespace otoscape::base {

// For memory that no operator new has taken, where there is none left: throws std::bad_alloc as
// operator new does. A build without exceptions ends the program here.
[[noreturn]] inline void out_of_memory() {
#if defined(__cpp_exceptions)
  throw std::bad_alloc();
#else
  std::abort();
#endif
}

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
