// SPDX-License-Identifier: Apache-2.0
#pragma once

// The allocator and the mutex functions of this program are replaced by ones that count what a
// thread does while it is watched.

namespace otoscape::test {

extern thread_local bool watched;
extern thread_local int allocations, locks;

}  // namespace otoscape::test
