// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "apps/demo/sound/sound.h"
#include "apps/demo/sound/timeline.h"
#include "otoscape/units/calibration.h"

// Levels of the scene at the ears. "Mean power" is per ear, averaged over both.

namespace otoscape::demo::sound {

// dB SPL of a signal whose RMS is 1.0: talk at about −27 LUFS is 65 dB SPL, and a band of 77 dB SPL
// has 17 dB of room for its peaks.
inline constexpr Calibration kCalibration{DbSpl(94.0)};

double mean_power(const Stereo& sound, Span span);
double mean_power(const Mono& sound, Span span);

// The level of a mean power in the scene's calibration.
DbSpl level_of(double mean_power);
// RMS that has this level.
double rms_of(DbSpl level);

// The slices of 30 ms in `spans` in which someone speaks: those within 16 dB of the mean power of
// just these slices (the margin of ITU-T P.56; its envelope replaced by slices).
struct Slice {
  std::size_t first;
  std::size_t frames;
};
std::vector<Slice> active_slices(const Stereo& sound, std::span<const Span> spans);
double mean_power(const Stereo& sound, const std::vector<Slice>& slices);
double mean_power(const Mono& sound, const std::vector<Slice>& slices);

// Largest sample of either channel at four times the rate (as ITU-R BS.1770 annex 2), linear.
double true_peak(const Stereo& sound);

}  // namespace otoscape::demo::sound
