// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/loss/skirt.h"

namespace otoscape::loss {

// The level of a sound that begins, before the band's own filter and BandEnvelope have risen to it.
// Recruitment multiplies what they miss: without it a burst of 3 ms loses 27 dB at 75 dB HL.
//
// The band's second section rises 2.5 to 4 times sooner than its fourth, but its skirts are too
// flat for steady sounds. So it counts for a few milliseconds, and only where it rises by 12 dB
// within the ear's temporal window: beats, voices (glottal pulses at 70 Hz and above) and noise do
// not. What it foretells is the power of the fourth section if the tone stood still, kept for as
// long as the band's delay holds the sound back.
//
// Not modelled: overshoot of the auditory nerve; forward masking of an onset by an earlier sound.
class OnsetLevel {
 public:
  // Control side. quantum: frames between calls.
  void prepare(const bank::GammatoneDesign& design, const StreamSpec& spec, int quantum,
               Arena& arena);

  // Audio side. Once per quantum.
  void process(const bank::EarlyLevels& early) noexcept OTOSCAPE_RT;
  // Element [ear · bands + band]; nil in bands without onset. Empty while no band has one.
  bank::BandLevels levels() const noexcept OTOSCAPE_RT {
    return active_ ? bank::BandLevels{power_, slip_} : bank::BandLevels{};
  }

 private:
  Skirts skirts_;
  std::span<float> to_fourth_;         // power of the fourth section over that of the second
  std::span<float> longest_, delay_;   // quanta: an onset lasts; the band holds sound back
  std::span<float> reference_, left_;  // power; quanta for which the onset goes on
  std::span<float> past_;              // rings of `kept_` rows: power, slip, corrected power
  std::span<float> power_, slip_;
  float decay_ = 0.0f;  // of the reference, per quantum
  int bands_ = 0, kept_ = 0, held_ = 0, row_ = 0;
  int since_ = 0;  // quanta since the last row that was not nil
  bool active_ = false;
};

}  // namespace otoscape::loss
