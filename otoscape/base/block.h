// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <span>

#include "otoscape/base/layout.h"
#include "otoscape/units/frequency.h"

// Views of sound. The tag gives the unit of 1.0, so that calibrated and uncalibrated sound cannot
// be mixed up.

namespace otoscape::base {

struct FullScaleUnit;  // 1.0 is a file's full scale
struct PascalUnit;     // 1.0 is one pascal

// The format of the sound, given to every stage before the first block. ears: 1 (both ears alike)
// or 2 (left, right). surround: the programme's loudspeakers where it has more than two channels;
// each ear then hears its part of their fold (fold_gains).
struct StreamSpec {
  Hertz rate;
  int ears = 2;
  Layout surround{};

  int channels() const { return surround.channels() > 0 ? surround.channels() : ears; }
  bool operator==(const StreamSpec&) const = default;
};

// A view of up to kMostChannels channels of planar float samples of equal length. It owns nothing
// and is cheap to copy.
template <class Unit, class Sample = float>
class Sound {
 public:
  Sound() = default;
  Sound(std::array<Sample*, 2> channels, int channel_count, int frames)
      : Sound(std::span<Sample* const>(channels).first(static_cast<std::size_t>(channel_count)),
              frames) {}
  Sound(std::span<Sample* const> channels, int frames)
      : channel_count_(static_cast<int>(channels.size())), frames_(frames) {
    assert(channel_count_ <= kMostChannels && frames >= 0);
    std::ranges::copy(channels, channels_.begin());
  }
  // A writable view converts to a read-only one.
  operator Sound<Unit, const float>() const {
    std::array<const float*, kMostChannels> read_only{};
    std::ranges::copy(channels_, read_only.begin());
    return {
        std::span<const float* const>(read_only).first(static_cast<std::size_t>(channel_count_)),
        frames_};
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
    return {std::span<Sample* const>(moved).first(static_cast<std::size_t>(channel_count_)), count};
  }
  // The channels [first, first + count).
  Sound channels(int first, int count) const {
    assert(first >= 0 && count >= 0 && first + count <= channel_count_);
    return {std::span<Sample* const>(channels_).subspan(static_cast<std::size_t>(first),
                                                        static_cast<std::size_t>(count)),
            frames_};
  }

 private:
  std::array<Sample*, kMostChannels> channels_{};
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
