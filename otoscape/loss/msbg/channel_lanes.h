// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/lanes.h"

// What the inner loops of the bank and of recruitment compute with, one channel in each lane.

namespace otoscape::loss::msbg {

template <class Real>
struct LaneSection {  // PoleSection
  LaneRow<Real> direct, weight_re, weight_im, pole_re, pole_im;
};

template <class Real>
struct LaneComplex {
  LaneRow<Real> re, im;
};

template <class Real>
struct LaneChannels {
  int count = 0;                         // of lanes in use, the first ones
  LaneRow<Real> pole_re, pole_im, gain;  // of the gammatone; gain for all four sections
  LaneSection<Real> high_pass, envelope;
  LaneSection<Real> backward;  // the envelope's backward pass, relative to the ceiling
  LaneRow<IndexFor<Real>> advance_frames;
  LaneRow<Real> exponent;
};

template <class Real>
struct LaneStates {
  std::array<LaneComplex<Real>, 4> sections;
  LaneComplex<Real> high_pass, envelope;
};

}  // namespace otoscape::loss::msbg
