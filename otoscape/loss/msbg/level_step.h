// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/result.h"

namespace otoscape::loss::msbg {

// What the published simulator does to a file before anything else, and never undoes: it brings
// the level of the active parts down to the level of the whole. Needs the whole file, so this is
// the first of two passes; it keeps one number for each 10 ms.
//
//   gain = (RMS of all samples of all channels) / (RMS of the active frames of channel 0)
//
// Frames of 10 ms of channel 0 are active if their power, plus a floor 30 dB below the threshold,
// reaches the threshold: 12 dB below that channel's RMS, but no less than −80 dB re RMS 1.
// Quirk: the other channel's gain depends on channel 0; silence around speech lowers the speech.
class LevelMeter {
 public:
  // Both channels in blocks of equal length; one channel: leave the second empty.
  template <class Real>
  void push(std::span<const Real> first, std::span<const Real> second = {});

  // After the last block. Fails where the definition divides nothing by nothing.
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
