// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/hearing/profile.h"

namespace otoscape::io::views {

// The points as written: ear,conduction,frequency_hz,threshold_db_hl,response, with "left" or
// "right", "air" or "bone", and "yes" or "no"; without response the threshold is empty.
std::string audiogram_csv(const hearing::HearingProfile& profile);

}  // namespace otoscape::io::views
