// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::implant {

// Level to current. Cochlear's CIC4: 17.5 · 100^(CL/255) µA; CIC3: 10 · 175^(CL/255) µA; CL 0 is no
// current. micro_amperes: the level is the current.
enum class Chip { cic3, cic4, micro_amperes };
double current_ua(Chip chip, double level);     // 0 for 0
double level_of(Chip chip, double current_ua);  // not rounded; 0 for 0

enum class Growth {
  logarithmic,  // v = ln(1 + α r)/ln(1 + α), r = (u − b)/(s − b): Nucleus, and MED-EL's maplaw
  decibels,     // v rises in proportion to the level over range_db: HiRes
};
struct GrowthParams {
  Growth growth = Growth::logarithmic;
  double base = 0.01, saturation = 1.0;  // of a band's envelope
  double alpha = 340.834;
  double range_db = 60.0;
  bool operator==(const GrowthParams&) const = default;
};

// α for which v falls by q per cent when u drops 10 dB below saturation (5 < q < 68 or so).
double alpha_of_q(double q, double base, double saturation);

// From a band's envelope u to v = 0…1 between T and C; −1 (idle) below `base`.
double grown(const GrowthParams& growth, double u);
// The inverse: v ≤ 0 gives `base`, v > 1 gives more than saturation.
double ungrown(const GrowthParams& growth, double v);

}  // namespace otoscape::implant
