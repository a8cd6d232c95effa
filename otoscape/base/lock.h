// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <version>

// Defined by a build without threads, or here where libc++ is built without them. A lock is then
// nothing.
#if defined(_LIBCPP_HAS_NO_THREADS)
#define OTOSCAPE_NO_THREADS
#elif defined(_LIBCPP_HAS_THREADS)
#if !_LIBCPP_HAS_THREADS
#define OTOSCAPE_NO_THREADS
#endif
#endif

#if !defined(OTOSCAPE_NO_THREADS)
#include <mutex>
#endif

// For clang's -Wthread-safety; nothing to other compilers. What a lock guards is declared with
// OTOSCAPE_GUARDED_BY(lock), and is used only while a Locked of that lock exists.
#if defined(__clang__)
#define OTOSCAPE_THREAD_SAFETY(attribute) __attribute__((attribute))
#else
#define OTOSCAPE_THREAD_SAFETY(attribute)
#endif
#define OTOSCAPE_GUARDED_BY(lock) OTOSCAPE_THREAD_SAFETY(guarded_by(lock))

namespace otoscape::base {

// Control side alone: it waits. Use it by way of Locked.
class OTOSCAPE_THREAD_SAFETY(capability("lock")) Lock {
 public:
#if defined(OTOSCAPE_NO_THREADS)
  void lock() OTOSCAPE_THREAD_SAFETY(acquire_capability()) {}
  void unlock() OTOSCAPE_THREAD_SAFETY(release_capability()) {}
#else
  void lock() OTOSCAPE_THREAD_SAFETY(acquire_capability()) { mutex_.lock(); }
  void unlock() OTOSCAPE_THREAD_SAFETY(release_capability()) { mutex_.unlock(); }

 private:
  std::mutex mutex_;
#endif
};

// Holds a lock for as long as it exists.
class OTOSCAPE_THREAD_SAFETY(scoped_lockable) Locked {
 public:
  explicit Locked(Lock& lock) OTOSCAPE_THREAD_SAFETY(acquire_capability(lock)) : lock_(lock) {
    lock_.lock();
  }
  ~Locked() OTOSCAPE_THREAD_SAFETY(release_capability()) { lock_.unlock(); }
  Locked(const Locked&) = delete;
  Locked& operator=(const Locked&) = delete;

 private:
  Lock& lock_;
};

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
