// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cassert>
#include <span>

#include "otoscape/units/frequency.h"

// Views of sound. The tag gives the unit of 1.0, so that calibrated and uncalibrated sound cannot
// be mixed up.

namespace otoscape::base {

struct FullScaleUnit;  // 1.0 is a file's full scale
struct PascalUnit;     // 1.0 is one pascal

// The format of the sound, given to every stage before the first block. ears: 1 (both ears alike)
// or 2 (left, right).
struct StreamSpec {
  Hertz rate;
  int ears = 2;

  bool operator==(const StreamSpec&) const = default;
};

// A view of up to two channels of planar float samples of equal length. It owns nothing and is
// cheap to copy.
template <class Unit, class Sample = float>
class Sound {
 public:
  Sound() = default;
  Sound(std::array<Sample*, 2> channels, int channel_count, int frames)
      : channels_(channels), channel_count_(channel_count), frames_(frames) {
    assert(channel_count >= 0 && channel_count <= 2 && frames >= 0);
  }
  // A writable view converts to a read-only one.
  operator Sound<Unit, const float>() const {
    return {{channels_[0], channels_[1]}, channel_count_, frames_};
  }

  int channels() const { return channel_count_; }
  int frames() const { return frames_; }
  std::span<Sample> channel(int index) const {
    assert(index < channel_count_);
    return {channels_[static_cast<std::size_t>(index)], static_cast<std::size_t>(frames_)};
  }
  // The frames [first, first + count).
  Sound part(int first, int count) const {
    assert(first >= 0 && count >= 0 && first + count <= frames_);
    auto moved = channels_;
    for (int c = 0; c < channel_count_; ++c) moved[static_cast<std::size_t>(c)] += first;
    return {moved, channel_count_, count};
  }

 private:
  std::array<Sample*, 2> channels_{};
  int channel_count_ = 0;
  int frames_ = 0;
};

template <class Unit>
using Block = Sound<Unit, float>;
template <class Unit>
using ConstBlock = Sound<Unit, const float>;

using FullScaleBlock = Block<FullScaleUnit>;
using PascalBlock = Block<PascalUnit>;

}  // namespace otoscape::base

namespace otoscape {
using namespace base;
}
