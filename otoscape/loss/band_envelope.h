// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"

namespace otoscape::loss {

// The envelope from which each band's gain is computed: power and slip of the band (see
// bank::BandLevels), smoothed by two one-poles with −3 dB in sum at 0.15 fc within 12…75 Hz (75 Hz:
// Moore & Glasberg 1993 as the Cambridge simulator sets it; lower for low bands, whose power
// ripples at twice their frequency). With a second tap (the sound before spectral smearing) each
// band uses the louder of the two: smearing changes the spectrum of a sound, not its level.
class BandEnvelope {
 public:
  // Control side. quantum: frames between calls.
  void prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, int quantum,
               Arena& arena);

  // Audio side. Once per quantum; the second tap may be empty, and so may `onset`: levels that the
  // smoothed ones are lifted to at once where they are lower, in the second tap where there is one.
  void process(const bank::BandLevels& smeared, const bank::BandLevels& unsmeared,
               const bank::BandLevels& onset) noexcept OTOSCAPE_RT;
  // Element [ear · bands + band].
  bank::BandLevels levels() const { return {power_, slip_}; }
  void reset() noexcept OTOSCAPE_RT;

 private:
  std::span<float> alpha_;
  std::span<float> memory_;  // 8 rows: two taps × power, slip × two stages
  std::span<float> power_, slip_;
};

}  // namespace otoscape::loss
