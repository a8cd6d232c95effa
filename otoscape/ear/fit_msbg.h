// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/loss/msbg/audiogram.h"

// What the MSBG simulator (loss/msbg) makes of a listener. It takes the air thresholds at
// the frequencies that were measured, as written, and nothing else.

namespace otoscape::ear {

// Fails with one sentence where that simulator is not defined: an implant, thresholds of 105 dB HL
// or more, no response. `side` names the ear in it: "left" or "right".
Result<loss::msbg::Audiogram> fit_msbg(const hearing::EarProfile& ear, const std::string& side);

// What these ears have and that simulator does not know, as words: "conductive loss" and the like.
std::vector<std::string> unknown_to_msbg(const hearing::HearingProfile& listener);

}  // namespace otoscape::ear
