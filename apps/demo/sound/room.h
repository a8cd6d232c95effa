// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "apps/demo/sound/random.h"
#include "apps/demo/sound/sound.h"

namespace otoscape::demo::sound {

// The reflections of `dry` in a small rehearsal room, without the direct sound. Reverberation time
// 0.45 s at mid frequencies, shorter above.
Stereo reverberation(const Stereo& dry);

// A quiet room at night: noise falling 3 dB per octave and faster above 2 kHz, half of it common
// to both ears, and a low mains hum. Its level is arbitrary.
Stereo room_tone(std::size_t frames, Random& random);

}  // namespace otoscape::demo::sound
