// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

#include "otoscape/units/level.h"

namespace otoscape::haptics {

// What of a body, and of what happens to it, is felt as it sounds, by its low frequencies.
enum class Source { heart, breath, steps, track, events, voice };

// Gains of their sounds, as they are within the mix and re the programme's integrated loudness: at
// the levels of the preset sudden-loss a heart beats near −8 dB of full scale, the pop comes near
// −2, breath stays near −28. Ours; a scene's own levels move them as they move the sounds.
inline constexpr std::array<Decibels, 6> kSourceGain = {
    Decibels(-3.0), Decibels(-6.0), Decibels(0.0), Decibels(0.0), Decibels(-15.0), Decibels(0.0)};

inline double source_lin(Source source) {
  return to_amplitude(kSourceGain[static_cast<std::size_t>(source)]);
}

}  // namespace otoscape::haptics
