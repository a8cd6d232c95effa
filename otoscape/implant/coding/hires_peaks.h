// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding/hires_bank.h"

namespace otoscape::implant::coding {

// The strongest slice of a channel, between bins by a parabola through three of them in log2 of
// power (Nogueira et al. 2009), and where along the array it belongs: electrode c is at c, the
// place between by the table of the AB generic toolbox (2020).
struct SpectralPeak {
  double hz = 0.0;
  double location = 0.0;
};
template <class Real>
SpectralPeak spectral_peak(const HiresSlice<Real>& slice, int channel) noexcept OTOSCAPE_RT;

// Where a bin's middle belongs.
double hires_location(int bin);

// What the two electrodes of a channel get of its current, in nine steps. `range` below 1 narrows
// the steering around the middle between them.
struct Steering {
  double lower = 1.0, upper = 0.0;
};
Steering steered(double location, int channel, double range) noexcept OTOSCAPE_RT;

extern template SpectralPeak spectral_peak(const HiresSlice<float>&, int) noexcept;
extern template SpectralPeak spectral_peak(const HiresSlice<double>&, int) noexcept;

}  // namespace otoscape::implant::coding
