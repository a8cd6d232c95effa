// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

// The filters from the place of recording to the cochlea, and back. The first is the transfer from
// a free field in front (Shaw 1974), from a diffuse field, or from the ear reference point (ITU-T
// P.58) to the eardrum, less the middle ear's loss (Glasberg and Moore 2006 and before); the second
// is designed from the negated decibels.
//
// Quirks that are part of the definition: gains are joined by straight lines in linear amplitude,
// in both directions, so that between the table's points the second is not the inverse of the first
// (+7.8 dB at 18 kHz). Each break point is placed on the next of 513 bins that a running index has
// not used yet, so that several low ones are skipped and the bin at 0 Hz has the value of 40 Hz.

namespace otoscape::loss::msbg {

enum class SourcePosition { free_field, diffuse_field, ear_reference_point };

inline constexpr int kSourceFilterTaps = 1015;
inline constexpr int kSourceFilterDelayFrames = (kSourceFilterTaps - 1) / 2;

enum class Direction { to_cochlea, to_source };

// Linear gain in 513 bins from 0 Hz to half the rate.
std::vector<double> source_filter_gains(SourcePosition position, Direction direction);

// The taps: the inverse transform of the gains under a Kaiser window, β = 4.
std::vector<double> source_filter(SourcePosition position, Direction direction);

}  // namespace otoscape::loss::msbg
