// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/biquad.h"
#include "otoscape/dsp/fft.h"
#include "otoscape/spatial/convolution_kernels.h"
#include "otoscape/spatial/hrirs.h"

namespace otoscape::spatial {

// From loudspeakers to two ears, by overlap-save in blocks as long as the responses (5.3 ms at
// 48 kHz). Blocks are counted from the first frame, so that any split of the input gives the same
// bits. LFE passes a low pass at 120 Hz (BS.775-3, annex 7), as it does on its way to a subwoofer.
class Binaural {
 public:
  // Control side.
  explicit Binaural(const Hrirs& hrirs);

  // Frames by which sound from the front is late, in both ears.
  int latency() const { return block_ + front_frame_; }

  // Audio side. in: the layout's channels; out: left and right, as long; it may lie in the first
  // two channels of `in`. Samples that are not finite count as 0.
  template <class Unit>
  void process(ConstBlock<Unit> in, Block<Unit> out) noexcept OTOSCAPE_RT {
    std::array<const float*, kMostChannels> from{};
    for (int c = 0; c < in.channels(); ++c) {
      from[static_cast<std::size_t>(c)] = in.channel(c).data();
    }
    run(std::span(from).first(static_cast<std::size_t>(in.channels())),
        {out.channel(0).data(), out.channel(1).data()}, static_cast<std::size_t>(in.frames()));
  }

 private:
  void take_filters(const Hrirs& hrirs, std::size_t pair);
  void run(std::span<const float* const> in, std::array<float*, 2> out,
           std::size_t frames) noexcept OTOSCAPE_RT;
  void finish_block() noexcept OTOSCAPE_RT;

  int block_, front_frame_;
  std::size_t channels_, lfe_;  // lfe_: channels_ where there is none
  dsp::Biquads low_pass_;
  Arena arena_;
  dsp::Fft fft_;
  std::size_t at_ = 0;                  // frames of the block that have come in
  std::vector<std::span<float>> past_;  // by channel: this block, then the one before
  std::vector<PairFilter> filters_;     // by pair of channels
  std::span<float> z_re_, z_im_, y_re_, y_im_;
};

}  // namespace otoscape::spatial
