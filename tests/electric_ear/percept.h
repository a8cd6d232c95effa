// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "otoscape/implant/coding_params.h"
#include "otoscape/implant/vocoder/vocoder.h"

// A Contour Advance array, its map and one possible percept, set up by hand: not as the program's
// fitting does it.

namespace otoscape::test {

struct ElectricEar {
  int bands = 22, maxima = 8;  // bands: 4, 8, 12 or 22
  double adaptation = 1.0;     // place = spiral ganglion's^(1 − a) · allocated^a
  double spread_db_per_mm = 2.4;
  double envelope_hz = 200.0;
  implant::vocoder::Carrier carrier = implant::vocoder::Carrier::noise;
  std::uint64_t key = 20;  // of the carriers
};

// On the way from activation day (a = 0) to two years and more (a = 1).
ElectricEar adapted(double a, implant::vocoder::Carrier carrier);

// T 120, C 180 throughout, Q 20.
implant::CodingParams coding_of(const ElectricEar& ear);
implant::vocoder::VocoderParams vocoder_of(const ElectricEar& ear);
// Pascal, kTalkerRate; as long as the sound, its latency taken out.
std::vector<float> percept(std::span<const float> sound, const ElectricEar& ear);

}  // namespace otoscape::test
