// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/spatial/head.h"
#include "otoscape/units/frequency.h"

namespace otoscape::spatial {

// From each loudspeaker of a layout to each ear, an impulse response at the programme's rate.
//
// A minimum-phase filter with the gains of FrontReference, after a delay re the front that gives
// the response the measured phase from 200 to 1500 Hz, where interaural time is heard (Kistler &
// Wightman 1992; Wightman & Kistler 1992). Delays are kept to a fraction of a frame, by a sinc of
// 32 frames under Kaiser's window, and lie within 0.7 ms: no head needs more.
//
// Level: a loudspeaker in front sends 1/√2 to each ear, so that the two ears together have its
// power, as in the fold of BS.775. Without a centre loudspeaker, the same holds for what is equal
// in front left and right: of 125…1000 Hz, where a voice has its loudness, two loudspeakers in
// phase would otherwise reach the ears 2 to 3 dB louder than two channels are counted.
//
// LFE goes to both ears alike and at its own level, without a head.
struct Hrirs {
  Hertz rate;
  Layout layout;
  int taps = 0;         // of each, a power of two
  int front_frame = 0;  // the tap at which sound from the front arrives, in both ears
  std::vector<float> coefficients{};

  std::span<const float> of(int channel, Ear ear) const {
    const auto size = static_cast<std::size_t>(taps);
    return {coefficients.data() +
                (2 * static_cast<std::size_t>(channel) + static_cast<std::size_t>(ear)) * size,
            size};
  }
  // The largest sample that an ear can get from channels within ±1.
  double largest_lin(Ear ear) const;
};

// 8 to 192 kHz. Fails where a loudspeaker's delay is larger than any head's.
Result<Hrirs> make_hrirs(const Head& head, const Layout& layout, Hertz rate);

}  // namespace otoscape::spatial
