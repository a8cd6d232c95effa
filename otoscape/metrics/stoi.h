// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>

#include "otoscape/units/frequency.h"

// Intelligibility of processed speech, predicted by comparison with the clean speech. STOI: Taal,
// Hendriks, Heusdens & Jensen (2011), the mean over 15 third-octave bands and segments of 384 ms of
//   ρ = corr(x, min(β y, x (1 + 10^(15/20)))),  β = ‖x‖/‖y‖,
// x and y a band's magnitudes in a segment. ESTOI: Jensen & Taal (2016), the mean over frames of
// the product of segments whose bands, then frames, have zero mean and unit norm. Frames in which
// the clean speech lies more than 40 dB below its loudest are left out.
//
// Not modelled: level (neither score depends on the gain of the processed speech), pitch, two ears,
// frequencies above 4.3 kHz, language. The mapping to per cent correct depends on the words.

namespace otoscape::metrics {

struct StoiScores {
  double stoi = 0.0;
  double estoi = 0.0;
};

// Control side. Both signals must begin at the same instant: remove the delay of the system
// beforehand. The frames common to both are compared. Empty where they hold less than 384 ms of
// speech.
std::optional<StoiScores> stoi(std::span<const float> clean, std::span<const float> processed,
                               Hertz rate);

}  // namespace otoscape::metrics
