// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>

#include "otoscape/implant/carriers/band_carriers.h"
#include "otoscape/implant/vocoder/current_spread.h"
#include "otoscape/implant/vocoder/vocoder_params.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::vocoder {

// The settings of a percept that may glide, each in the unit of its glide: octaves, dB, mm.
struct VocoderSettings {
  carriers::Lanes position_mm, place_log2_hz, width_log2_hz, deemphasis_db, survival,
      envelope_log2_hz;
  float spread_db_per_mm = 0.0f;  // kNoSpread counts as kNarrowest in a glide
  float gain_db = 0.0f;           // from the coding's envelopes to pascals
  float sine_share = 0.0f;
  float published = 0.0f;  // share of published carriers, the rest is noise and sines
};
inline constexpr float kNarrowest = 40.0f;  // dB/mm: no current at the next electrode

// Interpolates between two settings; part 0…1.
void blend(const VocoderSettings& from, const VocoderSettings& to, float part,
           VocoderSettings& now) noexcept OTOSCAPE_RT;

struct VocoderDesign {
  CodingParams coding;
  VocoderParams params;
  VocoderSettings settings;
  SpreadDesign spread;
  carriers::CarrierDesign carriers;
  std::array<std::uint64_t, carriers::kLanes> turns_per_frame{};  // of the sines, 2⁻⁶⁴
};

// The parts of a design that follow from settings; control or audio side.
void set_spread(SpreadDesign& spread, const VocoderSettings& settings) noexcept OTOSCAPE_RT;
void set_low_passes(carriers::CarrierDesign& carriers, const VocoderSettings& settings, int places,
                    Hertz rate) noexcept OTOSCAPE_RT;
// Delay of the envelopes' low-pass: of the slowest place's.
double envelope_delay_s(const VocoderSettings& settings, int places) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::vocoder
