// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cmath>
#include <optional>

namespace otoscape::io {

// When a fresh decoder takes over from the old one, by the packets' times alone: so every reading
// of a file, wherever it begins, changes decoders at the same packets.
class RelayClock {
 public:
  enum class Step {
    none,
    begin,  // the fresh decoder gets its first packet
    warm,   // both get it
    fade,   // both get it, and what comes goes from one to the other
    over,   // the fresh one is the decoder now
  };

  // Of the next packet; seconds: nothing where it has no time.
  Step step(std::optional<double> seconds) {
    const bool next_part = note(seconds);
    switch (state_) {
      case Step::begin:
      case Step::warm:
        ++packets_;
        if (seconds && packets_ >= kFewestPackets && std::abs(*seconds - began_) >= kWarmSeconds) {
          return state_ = Step::fade;
        }
        return state_ = Step::warm;
      case Step::fade:
        return state_ = Step::over;
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
  static constexpr double kWarmSeconds = 0.5;
  static constexpr int kFewestPackets = 4;

  Step state_ = Step::none;
  std::optional<double> part_;
  double began_ = 0.0;
  int packets_ = 0;
};

}  // namespace otoscape::io
