// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "otoscape/base/layout.h"

// Names of the Audio Definition Model (ITU-R BS.2076-2, 2019) for loudspeakers and layouts. Those
// below 1001 are the common definitions (ITU-R BS.2094-1, 2017): every reader has them.

namespace otoscape::io::wave {

// Number of a loudspeaker's channel format: 1 is AC_00010001, FrontLeft at M+030. One pair of
// surrounds stands at ±110° whatever its name, of two pairs one at ±90° and one at ±135°; heights
// at ±30° and ±110° with one pair (systems C and D of BS.2051-3), at ±45° and ±135° with two
// (system J).
int adm_channel(Speaker speaker, const Layout& layout);

struct AdmPack {
  std::string id;         // "AP_00010003"
  bool is_common = true;  // false: the file has to define it
};

// The common pack of exactly these channel formats, or one of our own.
//
// Ours also for 7.1.2: the common one, AP_00010016, has M−090 and the top centre for its sides.
AdmPack adm_pack(const Layout& layout);

}  // namespace otoscape::io::wave
