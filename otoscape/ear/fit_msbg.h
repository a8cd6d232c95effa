// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/loss/msbg/audiogram.h"

// From a listener to the input of MSBG (loss/msbg): the air thresholds at the measured frequencies,
// as written, and nothing else.

namespace otoscape::ear {

// Fails where MSBG is not defined: an implant, thresholds of 105 dB HL or more, no response. `side`
// names the ear in the sentence: "left" or "right".
Result<loss::msbg::Audiogram> fit_msbg(const hearing::EarProfile& ear, const std::string& side);

// Properties of these ears that MSBG does not model, in words: "conductive loss" and the like.
std::vector<std::string> unknown_to_msbg(const hearing::HearingProfile& listener);

}  // namespace otoscape::ear
