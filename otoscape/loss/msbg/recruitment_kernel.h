// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/channel_lanes.h"

// The inner loops of recruitment, one channel in each lane: the envelopes there and back, the gains
// by them, and the sum of all channels.

namespace otoscape::loss::msbg {

template <class Real>
struct EnvelopeRun {
  const LaneChannels<Real>* channels;
  LaneStates<Real>* states;
  const Real* signal;
  int frames;
  Real* forward;                       // out: after the forward pass
  const LaneComplex<Real>* over_half;  // the pole to the power of half the frames; null: odd
  LaneComplex<Real>* sum;  // out: contribution of these frames to the state of the backward pass
};

template <class Real>
struct GainRun {
  const LaneChannels<Real>* channels;
  LaneComplex<Real> state;  // of the backward pass, after the last frame
  const Real* signal;
  const Real* forward;
  int frames;
  double ceiling;
  Real* sum;  // rows of lanes, added to
};

void run_forward(const EnvelopeRun<float>& run);
void run_forward(const EnvelopeRun<double>& run);
void run_backward_sum(const EnvelopeRun<float>& run);
void run_backward_sum(const EnvelopeRun<double>& run);
void run_gains(const GainRun<float>& run);
void run_gains(const GainRun<double>& run);

// out[n] = gain · the sum of row n.
void sum_lanes(const float* rows, int frames, float gain, float* out);
void sum_lanes(const double* rows, int frames, double gain, double* out);

}  // namespace otoscape::loss::msbg
