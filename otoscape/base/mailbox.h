// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <memory>

namespace otoscape::base {

// Passes finished, immutable values from one control thread to one audio thread; the newest
// replaces older ones. The control side publishes values, and later frees those that the audio side
// has released. The audio side polls; it never waits, allocates or frees. It may blend from one
// value to the next: the value before the newest stays valid until the next poll.
template <class T>
class Mailbox {
 public:
  Mailbox() = default;
  ~Mailbox() {
    delete newest_.load();
    delete retired_.load();
    delete before_;
    delete held_;
  }
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;

  // Control side. A value not yet taken is replaced and freed here.
  void publish(std::unique_ptr<const T> value) {
    collect();
    delete newest_.exchange(value.release(), std::memory_order_acq_rel);
  }
  // Control side. Frees the value that the audio side retired, if any.
  void collect() { delete retired_.exchange(nullptr, std::memory_order_acq_rel); }

  // Audio side. To be called once the value before the newest is no longer needed: that one is
  // released. Returns a value not returned before, the newest, or null. Null, too, while a released
  // value has not been collected.
  const T* poll() noexcept {
    if (before_ != nullptr) {
      if (retired_.load(std::memory_order_acquire) != nullptr) return nullptr;
      retired_.store(before_, std::memory_order_release);
      before_ = nullptr;
    }
    const T* fresh = newest_.exchange(nullptr, std::memory_order_acq_rel);
    if (fresh == nullptr) return nullptr;
    before_ = held_;
    held_ = fresh;
    return held_;
  }

 private:
  std::atomic<const T*> newest_{nullptr};
  std::atomic<const T*> retired_{nullptr};
  const T* held_ = nullptr;    // audio side only, as is
  const T* before_ = nullptr;  // the one before
};

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
