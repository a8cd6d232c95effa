// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

// Synthetic speech (espeak-ng) for measurements of whole chains. It checks for gross errors; it
// does not validate a model.

namespace otoscape::test {

struct Talker {
  std::string name;
  std::vector<float> sound;  // pascal, kTalkerRate
};

inline constexpr int kTalkerRate = 48000;
inline constexpr double kTalkerDbSpl = 65.0;  // RMS of the whole, pauses included

// Five voices, women and men, two sentences of about 5 s in all for each. Synthesised once per
// process; throws where espeak-ng is missing.
const std::vector<Talker>& talkers();

}  // namespace otoscape::test
