// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/spatial/head.h"

namespace otoscape::spatial {

// One ear's responses re its response to sound from the front, which is thereby 1. The ears that
// are modelled after it (loss/outer_middle_ear), and those that put on the headphones, add the ear
// canal and the rest of the frontal response; and what a measurement's loudspeaker and microphone
// did to all directions alike is gone.
//
// Gains are smoothed over one ERB, which is inaudible (Breebaart & Kohlrausch 2001). Where the
// front has a notch, all others would get a peak, up to 20 dB with KEMAR at 8 kHz. Directions 30°
// and more off the front are therefore referred to the diffuse field less 3 dB where the front is
// fainter than that; nearer ones to something between the two. The diffuse field is the mean power
// over 64 directions. Below 200 Hz, where measurements end and a head does next to nothing, gains
// go to 0 dB at 50 Hz. These limits are ours.
class FrontReference {
 public:
  FrontReference(const Head& head, Ear ear);

  struct Relative {
    Gains gains;     // as described
    Response ratio;  // as measured, for its phase
  };
  Relative at(Direction direction) const;

 private:
  Gains smoothed_power(const Response& response) const;

  const Head& head_;
  Ear ear_;
  Response front_;
  Gains front_power_, diffuse_power_;
};

}  // namespace otoscape::spatial
