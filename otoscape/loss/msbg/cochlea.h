// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/loss/msbg/channel_group.h"

namespace otoscape::loss::msbg {

// The bank, recruitment in each channel and their sum, in constant memory. Output is as long as the
// input; it is computed up to 0.25 s late, since the backward pass of the envelopes looks ahead.
template <class Real>
class Cochlea {
 public:
  explicit Cochlea(const CochleaDesign& design);

  void push(std::span<const Real> in, std::vector<Real>& out);
  // At least 9 frames must have been pushed.
  void finish(std::vector<Real>& out);

 private:
  static constexpr int kChunk = ChannelGroup<Real>::kChunk;

  void advance(std::vector<Real>& out);
  bool analyse(ChannelGroup<Real>& group);
  void drop_used();

  std::vector<ChannelGroup<Real>> groups_;
  std::vector<Real> in_;  // from frame `in_first_` on
  long long in_first_ = 0, pushed_ = 0;
  int emitted_ = 0;  // chunks
  int reach_ = 0;
  bool finished_ = false;
  Real gain_;
  Arena arena_;
  std::span<Real> sum_;
};

}  // namespace otoscape::loss::msbg
