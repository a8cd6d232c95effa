// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

using Chosen = std::array<bool, kMaxElectrodes>;  // by band

// n of m: the `wanted` largest envelopes. Of equal envelopes the higher bands are chosen (the
// smallest is dropped repeatedly, of equal ones the lowest band).
template <class Real>
void choose_maxima(std::span<const Real> envelopes, int wanted,
                   Chosen& chosen) noexcept OTOSCAPE_RT;

// MP3000 (Nogueira et al. 2005; Büchner et al. 2011): repeatedly the band that exceeds most the
// masking of the bands already chosen. A band of level L masks another z Bark away up to L − 10 dB
// − slope · z; maskers add up as intensities to the power of 0.25. `quiet` is the threshold in
// quiet, as an envelope.
class PsychoacousticMaxima {
 public:
  // Control side.
  PsychoacousticMaxima(std::span<const double> edges_hz, double low_db_bark, double high_db_bark,
                       double quiet);
  template <class Real>
  void choose(std::span<const Real> envelopes, int wanted, Chosen& chosen) noexcept OTOSCAPE_RT;

 private:
  int bands_;
  double quiet_;                                               // to the power of 0.5
  std::array<float, kMaxElectrodes * kMaxElectrodes> mask_{};  // masker · kMaxElectrodes + masked
};

// Zwicker and Terhardt's (1980) critical-band rate.
double bark(double hz);

}  // namespace otoscape::implant::coding
