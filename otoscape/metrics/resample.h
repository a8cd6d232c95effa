// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/units/frequency.h"

namespace otoscape::metrics {

// The same sound at another rate, sample 0 at the same instant. Polyphase windowed sinc of linear
// phase, −6 dB at the lower of the two Nyquist frequencies, −60 dB from 5 % above it on (window and
// length after Kaiser 1974). Rates count in whole hertz. Control side.
//
// Not dsp::Resampler, whose design is another one: single precision, made for rates near 16 kHz and
// cut short for its delay. STOI's scores agree with pystoi's to 1e-9 by pystoi's filter only.
std::vector<double> resampled(std::span<const double> sound, Hertz from, Hertz to);
std::vector<double> resampled(std::span<const float> sound, Hertz from, Hertz to);

}  // namespace otoscape::metrics
