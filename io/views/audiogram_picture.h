// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/views/audiogram_symbols.h"
#include "io/views/axis.h"
#include "otoscape/hearing/profile.h"

namespace otoscape::io::views {

// An audiogram as clinics draw it, as an SVG document: frequency to the right over log frequency,
// dB HL downwards, one octave as wide as 20 dB are high (ASHA 1990, Guidelines for audiometric
// symbols); right ear red O and <, left ear blue X and > (unmasked air and bone), arrows where
// there is no response. Points outside 125 to 8000 Hz widen the picture by whole octaves, to 62.5
// Hz to 16 kHz at most, and are left out beyond; levels above 120 dB HL are drawn at 120.
std::string audiogram_svg(const hearing::HearingProfile& profile);

// The elements of the picture, in pixels.
struct AudiogramPicture {
  struct Pixel {
    double x, y;
  };
  struct Point {
    Side side;
    Conduction conduction;
    bool response;
    Pixel at;
  };
  // Lines of air conduction: they join points with a response and break at points without one.
  struct Line {
    Side side;
    std::vector<std::vector<Pixel>> runs;
  };
  // One entry of the legend.
  struct Key {
    Side side;
    Conduction conduction;
    bool response;
  };
  Axis hertz, db_hl;
  std::vector<Point> points;
  std::vector<Line> lines;
  std::vector<Key> keys;
};
AudiogramPicture audiogram_picture(const hearing::HearingProfile& profile);

}  // namespace otoscape::io::views
