// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/gammatone_bank.h"

// The envelope that drives recruitment: the rectified channel through a low-pass, forwards and then
// backwards over the whole file, so that it has no delay and begins to rise before an onset. Its
// order is even, so that both passes together have −0.5 dB at 0 Hz.
//
// At each end the signal is continued by 8 samples, reflected through the end's value, and each
// pass starts in the steady state of its first sample.

namespace otoscape::loss::msbg {

inline constexpr int kEnvelopePadding = 8;

// The edge of a channel's low-pass: 75 Hz, less in the lowest channels.
double envelope_edge_hz(double centre_hz);

// Elliptic, order 2, 0.25 dB of ripple, 35 dB down in the stop band.
PoleSection envelope_low_pass(double edge_hz);

}  // namespace otoscape::loss::msbg
