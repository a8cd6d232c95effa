// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::programme {

// Recruitment's gain law of two ears in the track's bands, at each band's centre, ready to be
// applied to rows of the track: log2 of a gain is min(0, slope · stored + offset) − attenuation.
struct BandGains {
  static constexpr std::size_t kCells = 2 * ProgrammeLoudness::kBands;

  BandGains(const std::array<hearing::EarProfile, 2>& ears, const Calibration& calibration);

  // K-weighted mean square of (heard_lin · gain + direct_lin) · x, x the programme in a row, both
  // ears together.
  double energy(std::span<const std::int16_t, kCells> row, float heard_lin, float direct_lin) const;

  std::array<float, kCells> slope{}, offset{}, attenuation_log2{}, k_weight_log2{};
};

}  // namespace otoscape::render::programme
