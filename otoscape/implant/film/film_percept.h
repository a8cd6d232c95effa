// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/film/film_params.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::implant::film {

// The film percept of one ear: splits the sound into three parts, processes each and adds them.
// adopt glides to other parameters over `frames` frames.
class FilmPercept {
 public:
  // Of the ear's carriers, and of the settings that its events draw; ears with the same key of the
  // latter draw alike.
  struct Keys {
    std::uint64_t ear = 0, settings = 0;
  };
  FilmPercept(const FilmParams& first, Hertz rate, int slice, Keys keys, std::int64_t first_frame);
  ~FilmPercept();

  static Frames latency(Hertz rate, int slice);
  void adopt(const FilmParams& params, int frames) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::implant::film
