// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

namespace otoscape::implant::vocoder {

enum class Carrier { noise, sine, pulse_spreading, gaussian_tones, gammatone_pulses, spiral };
enum class SpreadDomain { current, envelope };

// The percept of one band's electrode.
struct PlaceParams {
  double position_mm = 0.0;    // along the cochlea, from the apex; for the spread of current
  double place_hz = 1000.0;    // frequency of its carrier
  double width_hz = 100.0;     // −3 dB width of its carrier there
  double survival = 1.0;       // share of responding neurons there, 0…1
  double deemphasis_db = 0.0;  // undoes the microphone at the band's centre, ±10 dB at most
  double envelope_hz = 0.0;    // low-pass of this place's envelope; 0: VocoderParams::envelope_hz
  bool operator==(const PlaceParams&) const = default;
};

// Parameters of one possible percept of the cycles of stimulation.
struct VocoderParams {
  Carrier carrier = Carrier::noise;
  double sine_share = 0.0;  // of the power, 0…1: noise carriers blended with sines at the places
  SpreadDomain spread_domain = SpreadDomain::current;
  double spread_db_per_mm = 2.4;  // 0: no spread
  double envelope_hz = 200.0;
  std::vector<PlaceParams> places;  // by band, as CodingParams::bands
  // A fixed gain instead of the calibrated one, so that silenced parts are not made up for.
  std::optional<double> gain_db = std::nullopt;
  bool operator==(const VocoderParams&) const = default;
};

}  // namespace otoscape::implant::vocoder
