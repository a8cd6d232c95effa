// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

inline constexpr int kMouthRate = 100;  // values a second

// How far a speaker's mouth is open, 0…1, all through the film: shut where nothing is said.
struct Mouth {
  std::string speaker;
  std::vector<float> opening;  // from 0 s on, kMouthRate a second
};

// A voice's openings, from its level below 1.5 kHz: hisses are made with the teeth together. Ours.
std::vector<float> mouth_of(Mono voice);

// Puts a voice that starts at `at_s` into the speaker's mouth, which is added where there is none.
void speak_with(std::vector<Mouth>& mouths, const std::string& speaker, const Mono& voice,
                double at_s);

}  // namespace otoscape::demo::sound
