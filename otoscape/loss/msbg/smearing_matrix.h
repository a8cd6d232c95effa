// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/dsp/linear_algebra.h"
#include "otoscape/loss/msbg/severity.h"

// Spectral smearing (Baer and Moore 1993). With A(r) the excitation pattern of rounded-exponential
// filters r times as wide as typical (rows: centres, columns: frequencies), a spectrum of powers P
// is replaced by S·P, where A(1)·S = A(r): the excitation of typical filters by the smeared
// spectrum equals that of broad filters by the original.
//
//   A[i, j] = (1 + g) e^(−g) / ( ERB(f_i) (r_l + r_u) / (2 · 24.7) ),   g = 4 |f_i − f_j| / (ERB r)
//
// As published, A(1) is first extended by half its width, each row's lower skirt mirrored, and the
// equation solved in the sense of least norm; of S the 256 rows of the spectrum are kept. S has
// negative entries. Above 19.5 kHz the equation has many solutions, and S depends on the choice.

namespace otoscape::loss::msbg {

inline constexpr int kSmearingBins = 256;

// A. Row 0 holds its diagonal only.
dsp::Matrix excitation_matrix(const Broadening& broadening);

// S, solved once for each class and process. Not for Severity::nothing.
const dsp::Matrix& smearing_matrix(Severity severity);

}  // namespace otoscape::loss::msbg
