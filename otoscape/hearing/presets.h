// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"

// Listeners by name; both ears alike.
//   normal              0 dB HL everywhere
//   N1…N7, S1…S3        standard audiograms, flat to moderately sloping and steeply sloping:
//                       Bisgaard, Vlaming and Dahlquist (2010), Trends in Amplification 14(2);
//                       also IEC 60118-15. 250 to 6000 Hz, held beyond.
//   early-noise-damage  a notch at 4 kHz, a whistle and a hiss; see presets.cc
//   age:YEARS:male      the median person of 18 to 80 years; see age_thresholds.h
//   age:YEARS:female

namespace otoscape::hearing {

struct PresetInfo {
  std::string name, meaning;
};

// All presets, the ages as one entry "age:YEARS:male|female".
std::vector<PresetInfo> preset_list();

// Fails with kind usage where there is no such preset; the sentence suggests a similar name.
Result<HearingProfile> preset(std::string_view name);

// Notices to show beside a render with this preset; often none.
std::vector<std::string> preset_notes(std::string_view name);

}  // namespace otoscape::hearing
