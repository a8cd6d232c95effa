// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::implant::coding {

// Parts of the chain of HiRes 120 (hires_coder.h).
struct HiresOptions {
  bool noise_reduction = true;
  bool carrier = true;          // else every slot fires
  double steering_range = 1.0;  // 0…1 of the way between two electrodes
};

}  // namespace otoscape::implant::coding
