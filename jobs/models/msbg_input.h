// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "io/media/media.h"
#include "io/media/stream_resampler.h"

namespace otoscape::jobs::models {

// A track as MSBG's model takes it: at 44.1 kHz, in double, and without values that are
// no numbers. Both of its passes read through this.
class MsbgInput {
 public:
  using Channels = std::array<std::vector<double>, 2>;

  static Result<MsbgInput> make(Hertz rate, int channels);

  // Appends to `out` what can be told by now.
  void push(const io::media::SoundPiece& piece, Channels& out);
  void finish(Channels& out);

  int channels() const { return channels_; }
  std::int64_t silenced() const { return silenced_; }

 private:
  explicit MsbgInput(int channels) : channels_(channels) {}

  int channels_;
  std::optional<io::media::StreamResampler> resampler_;
  Channels clean_;
  std::int64_t silenced_ = 0;
};

}  // namespace otoscape::jobs::models
