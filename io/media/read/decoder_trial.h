// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace otoscape::io::media {

// Times of the trial of a second decoder beside the one in use, from the packets' time stamps: one
// trial in each part of ten seconds.
class DecoderTrial {
 public:
  enum class Step {
    none,
    begin,    // the second decoder gets its first packet
    warm,     // both get it
    compare,  // both get it, and their outputs are compared
    over,     // the trial is over; decoding could begin with this packet
  };

  // The step for the next packet. seconds: its time stamp, if it has one.
  Step step(std::optional<double> seconds) {
    const bool next_part = note(seconds);
    switch (state_) {
      case Step::begin:
      case Step::warm:
      case Step::compare:
        ++packets_;
        if (!seconds || packets_ <= kFewestPackets) return state_ = Step::warm;
        if (std::abs(*seconds - began_) >= kTrySeconds) return state_ = Step::over;
        return state_ = std::abs(*seconds - began_) >= kWarmSeconds ? Step::compare : Step::warm;
      default:
        if (!next_part) return state_ = Step::none;
        began_ = *seconds;
        packets_ = 0;
        return state_ = Step::begin;
    }
  }
  // Records a packet's time; true where it begins a new part. Called alone for packets before the
  // point where a reading in the middle begins.
  bool note(std::optional<double> seconds) {
    if (!seconds) return false;
    // Packets of encoder delay have times before 0.
    const double part = std::max(std::floor(*seconds / kPartSeconds), 0.0);
    const bool is_new = part_ && *part_ != part;
    part_ = part;
    return is_new;
  }

 private:
  static constexpr double kPartSeconds = 10.0;
  // Frames of a codec overlap, or share a bit reservoir, over at most a few packets.
  static constexpr int kFewestPackets = 4;
  static constexpr double kWarmSeconds = 0.6, kTrySeconds = 1.0;

  Step state_ = Step::none;
  std::optional<double> part_;
  double began_ = 0.0;
  int packets_ = 0;
};

}  // namespace otoscape::io::media
