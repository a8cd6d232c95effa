// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>
#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/scene/arc.h"

// What a picture or a table of an arc shows, as numbers over time.

namespace otoscape::io::views {

struct CurvePoint {
  double time_s, value;
};
using Curve = std::vector<CurvePoint>;

// Hearing level with what is worn, in dB HL; what is silent counts as 120.
DbHl hearing_level(const hearing::EarProfile& ear, Hertz frequency);
DbHl mean_hearing_level(const hearing::EarProfile& ear);  // of .5, 1, 2 and 4 kHz

struct EarCurves {
  Curve mean, at_250, at_4000;
};
EarCurves ear_curves(const scene::Arc& arc, scene::Side side, const std::vector<double>& times);

struct RingingCurve {
  scene::Side side;
  std::string name;
  Curve level_db_spl;  // 0 where it does not ring
};
std::vector<RingingCurve> ringing_curves(const scene::Arc& arc, double length_s);
// Of the loudest layer in each ear at a time; negative where nothing rings.
std::array<double, 2> loudest_ringing(const scene::Arc& arc, double time_s);

// Times to draw an arc at: evenly, and closely round the moments where it cuts.
std::vector<double> drawing_times(const scene::Arc& arc, double length_s);

}  // namespace otoscape::io::views
