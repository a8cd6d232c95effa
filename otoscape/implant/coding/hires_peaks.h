// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/realtime.h"
#include "otoscape/implant/coding/hires_bank.h"

namespace otoscape::implant::coding {

// The frequency of the strongest bin of a channel, interpolated by a parabola through three bins in
// log2 of power (Nogueira et al. 2009), and its location along the array: electrode c is at c,
// locations between follow the table of the AB generic toolbox (2020).
struct SpectralPeak {
  double hz = 0.0;
  double location = 0.0;
};
template <class Real>
SpectralPeak spectral_peak(const HiresSlice<Real>& slice, int channel) noexcept OTOSCAPE_RT;

// The location of the middle of a bin.
double hires_location(int bin);

// The shares of a channel's current on its two electrodes, in nine steps. `range` below 1 narrows
// the steering around the middle between them.
struct Steering {
  double lower = 1.0, upper = 0.0;
};
Steering steered(double location, int channel, double range) noexcept OTOSCAPE_RT;

extern template SpectralPeak spectral_peak(const HiresSlice<float>&, int) noexcept OTOSCAPE_RT;
extern template SpectralPeak spectral_peak(const HiresSlice<double>&, int) noexcept OTOSCAPE_RT;

}  // namespace otoscape::implant::coding
