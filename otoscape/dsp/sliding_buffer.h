// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"

namespace otoscape::dsp {

// The last samples of a stream, contiguous and addressed by their number. Samples before the first
// are zero.
class SlidingBuffer {
 public:
  SlidingBuffer() = default;
  // Control side. At least `keep` samples before the newest `most` can be read. `first`: number of
  // the first one.
  SlidingBuffer(int keep, int most, std::int64_t first = 0)
      : kept_(static_cast<std::size_t>(keep + most)),
        end_at_(kept_),
        end_(first),
        data_(3 * kept_ + kPadding) {}

  void push(std::span<const float> x) noexcept OTOSCAPE_RT {
    assert(x.size() <= kept_);
    if (end_at_ + x.size() + kPadding > data_.size()) {
      std::copy(data_.begin() + static_cast<std::ptrdiff_t>(end_at_ - kept_),
                data_.begin() + static_cast<std::ptrdiff_t>(end_at_), data_.begin());
      end_at_ = kept_;
    }
    std::ranges::copy(x, data_.begin() + static_cast<std::ptrdiff_t>(end_at_));
    end_at_ += x.size();
    end_ += static_cast<std::int64_t>(x.size());
  }

  std::int64_t end() const noexcept { return end_; }  // one after the newest
  const float* at(std::int64_t sample) const noexcept {
    assert(end_ - sample <= static_cast<std::int64_t>(kept_));
    return data_.data() + static_cast<std::int64_t>(end_at_) + (sample - end_);
  }

 private:
  static constexpr std::size_t kPadding = 64;  // a vector load at the newest stays inside

  std::size_t kept_ = 0, end_at_ = 0;
  std::int64_t end_ = 0;
  std::vector<float> data_;
};

}  // namespace otoscape::dsp
