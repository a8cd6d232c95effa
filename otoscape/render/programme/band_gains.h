// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::programme {

// Gains of two ears in the half-octave bands of a loudness track, by Recruitment's law at each
// band's centre: log2(gain) = min(0, max(slope · stored + offset, lowest)) − attenuation, where
// `stored` is the band's level in the track's unit of 0.01 dB.
struct BandGains {
  static constexpr std::size_t kCells = 2 * ProgrammeLoudness::kBands;

  BandGains(const std::array<hearing::EarProfile, 2>& ears, const Calibration& calibration);

  // K-weighted mean square of (heard_lin · gain + direct_lin) · x, summed over both ears; x is the
  // programme in this row.
  double energy(std::span<const std::int16_t, kCells> row, float heard_lin, float direct_lin) const;

  std::array<float, kCells> slope{}, offset{}, lowest{}, attenuation_log2{}, k_weight_log2{};
};

}  // namespace otoscape::render::programme
