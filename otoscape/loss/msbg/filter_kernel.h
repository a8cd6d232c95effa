// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/channel_lanes.h"

// The inner loops of the bank, one channel in each lane. Every channel reads the sound ahead by its
// own advance, so that all channels of a group process the same sample of their (advanced) signals.

namespace otoscape::loss::msbg {

template <class Real>
struct FilterRun {
  const LaneChannels<Real>* channels;
  LaneStates<Real>* states;
  const Real* in;              // at this sample of the advanced signals
  const LaneRow<Real>* valid;  // from this frame on a channel is silent; only without `forward`
  int frames;
  Real* staged;  // room for as many rows of lanes as frames_staged, a multiple of 16
  int frames_staged;
  Real* out;      // rows of lanes; null: only run in
  Real* forward;  // envelopes after the forward pass; null: run_forward computes them
};

void run_filters(const FilterRun<float>& run);
void run_filters(const FilterRun<double>& run);

}  // namespace otoscape::loss::msbg
