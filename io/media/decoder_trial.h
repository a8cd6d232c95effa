// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace otoscape::io::media {

// When a fresh decoder is tried beside the one in use, by the packets' times.
class DecoderTrial {
 public:
  enum class Step {
    none,
    begin,    // the fresh decoder gets its first packet
    warm,     // both get it
    compare,  // both get it, and should give the same
    over,     // decoding could begin with this one
  };

  // Of the next packet; seconds: nothing where it has no time.
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
  // A packet before the place where a reading in the middle begins. Whether a new part begins.
  bool note(std::optional<double> seconds) {
    if (!seconds) return false;
    // What a codec needs to get going may lie before 0.
    const double part = std::max(std::floor(*seconds / kPartSeconds), 0.0);
    const bool is_new = part_ && *part_ != part;
    part_ = part;
    return is_new;
  }

 private:
  static constexpr double kPartSeconds = 10.0;
  // Codecs overlap their frames or keep bits for later ones: none for longer than a few packets.
  static constexpr int kFewestPackets = 4;
  static constexpr double kWarmSeconds = 0.6, kTrySeconds = 1.0;

  Step state_ = Step::none;
  std::optional<double> part_;
  double began_ = 0.0;
  int packets_ = 0;
};

}  // namespace otoscape::io::media
