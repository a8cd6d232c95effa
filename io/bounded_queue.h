// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>

namespace otoscape::io {

// A queue from one thread to another. `push` blocks when `room` things are queued, so that memory
// does not grow with a film's length. It then waits until half of them are taken: without this, two
// threads on one core would switch after every thing.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t room) : room_(room) {}

  // False once the queue is closed.
  bool push(T thing) {
    std::unique_lock lock(mutex_);
    if (things_.size() >= room_) {
      taken_.wait(lock, [&] { return closed_ || things_.size() <= room_ / 2; });
    }
    if (closed_) return false;
    things_.push_back(std::move(thing));
    if (things_.size() == 1) given_.notify_one();
    return true;
  }

  // Blocks while the queue is empty. Nothing once it is closed and empty.
  std::optional<T> pop() {
    std::unique_lock lock(mutex_);
    given_.wait(lock, [&] { return closed_ || !things_.empty(); });
    if (things_.empty()) return std::nullopt;
    std::optional<T> thing(std::move(things_.front()));
    things_.pop_front();
    if (things_.size() == room_ / 2) taken_.notify_one();
    return thing;
  }

  // Either thread may close. Things already queued can still be taken.
  void close() {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    given_.notify_all();
    taken_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable given_, taken_;  // one thread waits for each
  std::deque<T> things_;
  std::size_t room_;
  bool closed_ = false;
};

}  // namespace otoscape::io
