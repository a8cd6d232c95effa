// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding/pulse_encoder.h"
#include "otoscape/implant/frame.h"

namespace otoscape::implant::coding {

// Fine structure of the lowest bands in the manner of MED-EL's FS4 (Hochmair et al. 2006; Riss et
// al. 2014). A band's signal is the real part of its vector sum, sample by sample, without its part
// at 0 Hz. A burst starts at each zero crossing to positive values: L pulses, one a cycle, that
// follow a half wave,
//   u · sin(π (c + ½) / L), c = 0 … L − 1,   L = half a period of the band's centre, in cycles,
// and between bursts the band's slot is empty. The rate of bursts is therefore the frequency in the
// band. Not modelled: the device's own filters and sequences, which are not public, and its pulses
// between the cycles of the other bands: here a burst starts with a cycle, so that the rate of
// cycles limits the rate of bursts.
template <class Real>
class FineStructure {
 public:
  // Control side. The lowest `bands` of the bands between `edges_hz`; cycles of `hop` samples.
  FineStructure(std::span<const double> edges_hz, int bands, int hop);

  // One cycle. `past`: kWindow samples, then the newest hop, then kFirRoom more. Sets the slots and
  // scales the envelopes of its own bands.
  void shape(const Real* past, std::span<Real> envelopes, Slots& slots) noexcept OTOSCAPE_RT;
  void reset() noexcept OTOSCAPE_RT;

 private:
  struct Band {
    std::vector<Real> taps;
    std::vector<Real> burst;
    Real last;          // sample
    std::size_t cycle;  // since the burst began; beyond its length: none
  };
  int hop_;
  std::vector<Band> bands_;
  std::vector<Real> wave_;
};

}  // namespace otoscape::implant::coding
