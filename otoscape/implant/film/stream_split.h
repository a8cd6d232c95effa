// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/sliding_buffer.h"
#include "otoscape/implant/film/film_parts.h"
#include "otoscape/implant/film/median_stage.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::film {

// The split of FilmSplit, slice by slice, with access to the spectra. Slices end at multiples of
// their hop, counted from frame 0 of the programme.
class StreamSplit {
 public:
  // The two stages' slices at a rate.
  struct Sizes {
    int sines = 4096, transients = 512;
    static Sizes at(Hertz rate, int slice);
    int latency() const { return sines + transients; }
  };

  // Control side.
  StreamSplit(Hertz rate, int slice, double memory_s, std::int64_t first_frame);

  Sizes sizes() const { return {sines_.slice(), transients_.slice()}; }
  const MedianStage& sines() const { return sines_; }            // its kept_power: the sines
  const MedianStage& transients() const { return transients_; }  // its left_power: the noise

  // Audio side. Frames until the next slices are due; at least 1 where none is due now.
  int until_slice() const noexcept OTOSCAPE_RT;
  // Processes the slices that are due at this frame; true for each stage that had one.
  struct Due {
    bool sines = false, transients = false;
  };
  Due slices() noexcept OTOSCAPE_RT;
  // At most until_slice() frames, after slices().
  void process(std::span<const float> in, const FilmParts& out) noexcept OTOSCAPE_RT;

  std::int64_t frame() const noexcept { return frame_; }  // of the programme, the next to come in

 private:
  bool first(std::int64_t slice_begin, const MedianStage& stage) const noexcept;
  void find_sound(std::span<const float> clean) noexcept;

  static constexpr float kAbsurd = 1e6f;  // samples beyond this are invalid

  Arena arena_;
  MedianStage sines_, transients_;
  std::int64_t frame_;
  std::int64_t most_silence_;      // frames
  std::int64_t taken_ = 0;         // frames so far
  std::int64_t sounds_from_ = -1;  // the first frame with sound, of those taken
  std::int64_t first_sines_ = 0, first_transients_ = 0;  // frames before each stage's first slice
  dsp::SlidingBuffer in_, sines_out_, rest_, transients_out_, noise_out_;
};

}  // namespace otoscape::implant::film
