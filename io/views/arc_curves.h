// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/arc.h"

// Curves over time for pictures and tables of an arc.

namespace otoscape::io::views {

struct CurvePoint {
  double time_s, value;
};
using Curve = std::vector<CurvePoint>;

// The ear's threshold with what is worn, limited to 0…120 dB HL; 120 where there is no response.
DbHl hearing_level(const hearing::EarProfile& ear, Hertz frequency);
DbHl mean_hearing_level(const hearing::EarProfile& ear);  // of .5, 1, 2 and 4 kHz

struct EarCurves {
  Curve mean, at_250, at_4000;
};
EarCurves ear_curves(const scene::Arc& arc, scene::Side side, const std::vector<double>& times);

struct RingingCurve {
  scene::Side side;
  std::string name;
  Curve level_db_spl;  // 0 where the layer is off
};
std::vector<RingingCurve> ringing_curves(const scene::Arc& arc, double length_s);
// dB SPL of the loudest layer in each ear at a time; negative where there is none.
std::array<double, 2> loudest_ringing(const scene::Arc& arc, double time_s);

// Times to draw an arc at: evenly spaced, and closer around cuts.
std::vector<double> drawing_times(const scene::Arc& arc, double length_s);

}  // namespace otoscape::io::views
