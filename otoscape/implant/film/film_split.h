// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/film/film_parts.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::film {

// Sound split into sines, transients and noise by two stages of causal median filters on the
// short-time spectrum (Fitzgerald 2010; Driedger, Müller & Disch 2014; sizes measured for this).
// The three parts add up to the delayed input.
class FilmSplit {
 public:
  // slice: 4096 or 2048 frames of 48 kHz, the nearest power of two in time at other rates.
  // first_frame: the programme's frame number of the first sample of process; slices are counted
  // from frame 0.
  FilmSplit(Hertz rate, int slice, double memory_s, int largest_block,
            std::int64_t first_frame = 0);
  ~FilmSplit();

  static Frames latency(Hertz rate, int slice);
  using Parts = FilmParts;
  void process(std::span<const float> in, const Parts& out) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::film
