// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/spatial/head.h"
#include "otoscape/units/frequency.h"

namespace otoscape::io::sofa {

// A measured head: what a SOFA file of the convention SimpleFreeFieldHRIR holds (AES69-2022).
struct MeasuredHead {
  struct Place {  // a unit vector: to the front, to the left, up
    double front = 1.0, left = 0.0, up = 0.0;
  };

  std::string file;
  Hertz rate;
  std::size_t taps = 0;                             // of a response
  std::vector<Place> places;                        // of the loudspeakers that were measured
  std::vector<float> responses;                     // by place, left and right, tap
  std::vector<std::array<float, 2>> delays_frames;  // by place or one for all

  struct Nearest {
    std::size_t place = 0;
    double off_deg = 0.0;
  };
  Nearest nearest(Direction direction) const;
  // The pressure at an ear of sound from a place.
  spatial::Response response(std::size_t place, spatial::Ear ear, Hertz highest) const;
};

// Fails, with a sentence that begins with the file's name, where the file is none of SOFA, is cut
// off or of another convention, has no two ears or has them the wrong way round, contradicts
// itself, or holds responses of a rate outside 8…384 kHz, of fewer than 32 taps, longer than a
// second, silent, or with numbers that are not finite.
Result<MeasuredHead> read_sofa(const std::string& path);

// The head as measured at the place nearest to each direction. The value keeps the data.
spatial::Head as_head(MeasuredHead measured);

}  // namespace otoscape::io::sofa
