// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::dsp {

// A filter of `taps` taps, first tap first, with minimum phase and the amplitude `lin` up to half
// the rate, by the folded cepstrum (Oppenheim & Schafer 1989, section 12.7). Amplitudes below
// −120 dB count as −120 dB; the last sixth of the taps is faded out. Control side.
std::vector<float> minimum_phase(Hertz rate, int taps, const std::function<double(Hertz)>& lin);

// The amplitude of such a filter at a frequency, with its phase.
double response_lin(const std::vector<float>& taps, Hertz rate, Hertz frequency);

}  // namespace otoscape::dsp
