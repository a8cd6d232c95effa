// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/block_memory.h"
#include "otoscape/base/realtime.h"
#include "otoscape/units/time.h"

namespace otoscape::render::quantum {

// Cuts blocks of any size into quanta, counted from the first frame: the quanta, and so the output,
// do not depend on the size of the blocks.
class QuantumBuffer {
 public:
  // Control side.
  void prepare(const StreamSpec& spec, int frames, Arena& arena) {
    frames_ = frames;
    in_ = take_block(arena, spec.channels(), frames);
    out_ = take_block(arena, spec.channels(), frames);
  }

  int frames() const { return frames_; }
  FullScaleBlock in() noexcept { return in_; }
  FullScaleBlock out() noexcept { return out_; }
  // Of pass: the frames that collecting a quantum takes.
  Frames latency() const noexcept { return Frames(frames_ - 1); }
  std::int64_t silenced() const noexcept { return silenced_; }  // damaged samples set to 0

  // Audio side. Calls run() for each quantum that `from` completes; run() reads in() and fills
  // out(). The first frame of out() leaves with the frame that completes the quantum.
  template <class Run>
  void pass(ConstBlock<FullScaleUnit> from, FullScaleBlock to, Run&& run) noexcept {
    for (int done = 0; done < from.frames();) {
      const int count = std::min(from.frames() - done, frames_ - position_);
      const bool completes = position_ + count == frames_;
      const int before = completes ? count - 1 : count;  // frames of the quantum before
      for (int c = 0; c < in_.channels(); ++c) {
        const auto part = from.channel(c).subspan(static_cast<std::size_t>(done),
                                                  static_cast<std::size_t>(count));
        std::ranges::copy(part, in_.channel(c).begin() + position_);
        std::copy_n(out_.channel(c).begin() + position_ + 1, before, to.channel(c).begin() + done);
      }
      position_ += count;
      if (completes) {
        silence_damage();
        run();
        position_ = 0;
        for (int c = 0; c < in_.channels(); ++c) {
          to.channel(c)[static_cast<std::size_t>(done + count - 1)] = out_.channel(c)[0];
        }
      }
      done += count;
    }
  }

  // Offline, in place of pass: calls run(), which reads in(), for each quantum that `from`
  // completes.
  template <class Run>
  void collect(ConstBlock<FullScaleUnit> from, Run&& run) {
    for (int done = 0; done < from.frames();) {
      const int count = std::min(from.frames() - done, frames_ - position_);
      const ConstBlock<FullScaleUnit> part = from.part(done, count);
      for (int c = 0; c < in_.channels(); ++c) {
        std::ranges::copy(part.channel(c), in().channel(c).begin() + position_);
      }
      done += count;
      position_ += count;
      if (position_ < frames_) continue;
      position_ = 0;
      silence_damage();
      run();
    }
  }
  int completed_by(int frames) const { return (position_ + frames) / frames_; }

 private:
  // A sample above this, 120 dB above full scale, counts as damaged.
  static constexpr float kAbsurd = 1e6f;

  void silence_damage() noexcept {
    for (int c = 0; c < in_.channels(); ++c) {
      for (float& x : in_.channel(c)) {
        if (std::abs(x) <= kAbsurd) continue;  // false for NaN too
        x = 0.0f;
        ++silenced_;
      }
    }
  }

  int frames_ = 0;
  int position_ = 0;  // frames collected of the next quantum
  FullScaleBlock in_, out_;
  std::int64_t silenced_ = 0;
};

}  // namespace otoscape::render::quantum
