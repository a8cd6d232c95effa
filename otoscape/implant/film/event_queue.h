// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

#include "otoscape/base/realtime.h"

namespace otoscape::implant::film {

// Events that have come in and are not heard yet: onsets lie 120 ms apart,
// passages 1.5 s, and the split takes 139 ms at most.
class EventQueue {
 public:
  struct Event {
    std::int64_t frame = 0;  // where it came in
    std::int64_t due = 0;    // where its setting begins in what comes out
    int blend_frames = 0;
  };
  void add(const Event& event) noexcept OTOSCAPE_RT { waiting_[last_++ % waiting_.size()] = event; }
  // The one that is due by `frame`, or null.
  const Event* take(std::int64_t frame) noexcept OTOSCAPE_RT {
    if (next_ == last_ || waiting_[next_ % waiting_.size()].due > frame) return nullptr;
    return &waiting_[next_++ % waiting_.size()];
  }

 private:
  std::array<Event, 8> waiting_;
  std::size_t next_ = 0, last_ = 0;
};

}  // namespace otoscape::implant::film
