// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "io/media/media.h"
#include "io/media/stream_resampler.h"

namespace otoscape::jobs::models {

// The input of MSBG for one track: at 44.1 kHz, in double. NaN and samples more than 120 dB above
// full scale become 0; silenced() counts them. Both passes use it.
class MsbgInput {
 public:
  using Channels = std::array<std::vector<double>, 2>;

  static Result<MsbgInput> make(Hertz rate, int channels);

  // Appends to `out` the samples that can be computed so far.
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
