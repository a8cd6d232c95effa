// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

// Synthetic speech (espeak-ng) for measurements of whole chains: a sanity corpus, not a validation.

namespace otoscape::test {

struct Talker {
  std::string name;
  std::vector<float> sound;  // pascal, kTalkerRate
};

inline constexpr int kTalkerRate = 48000;
inline constexpr double kTalkerDbSpl = 65.0;  // RMS of the whole, pauses included

// Five voices, women and men, about 5 s each, ten sentences in all. Spoken once a process; throws
// where espeak-ng is missing.
const std::vector<Talker>& talkers();

}  // namespace otoscape::test
