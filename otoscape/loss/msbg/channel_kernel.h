// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/loss/msbg/lanes.h"

// The inner loops of the bank and of recruitment, one channel in each lane. Every channel reads the
// sound ahead by its own advance, so that all channels of a group process the same sample of their
// (advanced) signals.

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

void run_filters(const FilterRun<float>& run);
void run_filters(const FilterRun<double>& run);
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
