// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

namespace otoscape::implant::vocoder {

enum class Carrier { noise, sine, pulse_spreading, gaussian_tones, gammatone_pulses, spiral };
enum class SpreadDomain { current, envelope };

// One band's electrode as a source of sound.
struct PlaceParams {
  double position_mm = 0.0;    // along the cochlea, from the apex: what current spreads over
  double place_hz = 1000.0;    // where it is heard
  double width_hz = 100.0;     // −3 dB width of its carrier there
  double survival = 1.0;       // 0…1 of the neurons there answer
  double deemphasis_db = 0.0;  // undoes the microphone at the band's centre, ±10 dB at most
  double envelope_hz = 0.0;    // low-pass of this place's envelope; 0: VocoderParams::envelope_hz
  bool operator==(const PlaceParams&) const = default;
};

// How the cycles of stimulation become one possible percept.
struct VocoderParams {
  Carrier carrier = Carrier::noise;
  double sine_share = 0.0;  // of the power, 0…1: noise carriers blended with sines at the places
  SpreadDomain spread_domain = SpreadDomain::current;
  double spread_db_per_mm = 2.4;  // 0 is none at all
  double envelope_hz = 200.0;
  std::vector<PlaceParams> places;  // by band, as CodingParams::bands
  // Instead of the calibrated one, so that what is silenced stays silent.
  std::optional<double> gain_db = std::nullopt;
  bool operator==(const VocoderParams&) const = default;
};

}  // namespace otoscape::implant::vocoder
