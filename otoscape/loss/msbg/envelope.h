// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/gammatone_bank.h"

// The envelope that drives recruitment: the rectified channel through a low-pass, forwards and then
// backwards over the whole file, so that it has no delay and moves before an onset. Even order: it
// rests 0.5 dB low.
//
// At each end the signal is continued by 8 samples, reflected through the end's value, and each
// pass starts settled on the first sample it sees.

namespace otoscape::loss::msbg {

inline constexpr int kEnvelopePadding = 8;

// The edge of a channel's low-pass: 75 Hz, less in the lowest channels.
double envelope_edge_hz(double centre_hz);

// Elliptic, order 2, 0.25 dB of ripple, 35 dB down in the stop band.
PoleSection envelope_low_pass(double edge_hz);

}  // namespace otoscape::loss::msbg
