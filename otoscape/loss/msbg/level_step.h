// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::loss::msbg {

// The first step of the published simulator, which it does not undo: it lowers the level of the
// active parts to the level of the whole file. It needs the whole file and so is the first of two
// passes. It stores one number for each 10 ms.
//
//   gain = (RMS of all samples of all channels) / (RMS of the active frames of channel 0)
//
// Frames of 10 ms of channel 0 are active if their power, plus a floor 30 dB below the threshold,
// reaches the threshold: 12 dB below that channel's RMS, but at least −80 dB re RMS 1. Quirk: the
// other channel's gain depends on channel 0; silence around speech lowers the speech.
class LevelMeter {
 public:
  // Both channels in blocks of equal length; for one channel `second` is empty.
  template <class Real>
  void push(std::span<const Real> first, std::span<const Real> second = {});

  // The linear gain; after the last block. Fails where the definition divides 0 by 0.
  Result<double> gain() const;

 private:
  static constexpr int kFrame = 441;

  void close_frame();

  std::vector<double> frame_powers_;  // mean square of channel 0
  double frame_sum_ = 0.0, first_sum_ = 0.0, second_sum_ = 0.0;
  int in_frame_ = 0;
  long long first_count_ = 0, second_count_ = 0;
};

}  // namespace otoscape::loss::msbg
