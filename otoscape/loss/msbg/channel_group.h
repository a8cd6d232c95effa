// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <complex>
#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/loss/msbg/filter_kernel.h"
#include "otoscape/loss/msbg/gammatone_bank.h"
#include "otoscape/loss/msbg/recruitment_kernel.h"

namespace otoscape::loss::msbg {

// The bank, and the expansion of each channel.
struct CochleaDesign {
  Bank bank;
  std::vector<double> exponents;  // of each channel's gain
  double ceiling;                 // of the envelope
};

// A few channels of the bank, one in each lane, with their state. Works in chunks. The backward
// pass of a chunk's envelope starts from the state that the following chunks give. The contribution
// of each chunk to that state is stored, so that a long look-ahead adds little time. Chunks beyond
// ahead() are neglected: 1e-14 of the envelope there in double precision, 1e-8 in single.
template <class Real>
class ChannelGroup {
 public:
  static constexpr int kChunk = 256;

  // The channels [first, first + lanes), as far as they exist.
  ChannelGroup(const CochleaDesign& design, std::size_t first);

  int reach() const { return reach_; }        // the largest advance, in frames
  int ahead() const { return ahead_; }        // chunks
  int analysed() const { return analysed_; }  // chunks

  // Runs the gammatones over the `frames` before the first chunk, with silence before them.
  void run_in(const Real* in, int frames);
  // Filters the next chunk. `in` is the sound at the chunk's first sample; reach() more frames than
  // the chunk's are read. `left`: frames of the signal from there to its end, where the end is
  // known and within reach(); else a larger number.
  void analyse(const Real* in, int frames, long long left);
  // Marks the end of the signal: all chunks are analysed.
  void close();
  // Adds a chunk's channels, expanded, to rows of lanes. The chunks up to ahead() later, or the
  // last one, must be analysed.
  void add(int chunk, Real* sum);

 private:
  static constexpr int kMostStaged = 512;  // a chunk, or the longest advance
  using Complex = std::complex<double>;
  struct Slot {
    std::span<Real> signal, forward;
    LaneComplex<Real> sum;
    int frames = 0;
  };

  Slot& slot(int chunk) { return slots_[static_cast<std::size_t>(chunk) % slots_.size()]; }
  double rectified(long long frame, int lane);
  void start_envelopes();
  Complex state_at_the_end(int lane);
  LaneComplex<Real> state_behind(int chunk, int last);

  Arena arena_;
  std::vector<PoleSection> envelopes_, backwards_;  // the latter relative to the ceiling
  LaneChannels<Real> channels_;
  LaneStates<Real> states_;
  LaneComplex<Real> over_a_chunk_, over_half_a_chunk_, over_the_last_;  // powers of the poles
  LaneComplex<Real> end_;  // the backward pass's state at the end of the signal
  std::span<Real> staged_;
  std::vector<Slot> slots_;
  double ceiling_;
  int reach_ = 0, ahead_ = 0, analysed_ = 0;
  bool expands_ = false, closed_ = false;
};

}  // namespace otoscape::loss::msbg
