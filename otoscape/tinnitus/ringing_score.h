// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

namespace otoscape::tinnitus {

enum class Family { tone, noise, pulsatile, low_fluctuating, crickets };

// A tick is a fixed number of frames counted from the programme's frame 0. Over the ticks of a
// span, pitch and width glide in octaves, the level in dB and the roughness in amplitude. A fade
// takes 10 ms inside the edge of the span.
struct RingingSpan {
  std::int64_t first_tick = 0;
  std::int64_t ticks = 0;
  double pitch_from_hz = 6000.0, pitch_to_hz = 6000.0;
  double width_from_oct = 0.0, width_to_oct = 0.0;
  double level_from_db_spl = 0.0, level_to_db_spl = 0.0;  // RMS at the ear over whole envelopes
  bool fades_in = false, fades_out = false;
  // Amplitude of the same sound 4 to 9 Hz higher, added in unit power together: 0 none, 1 alike.
  double roughness_from = 0.0, roughness_to = 0.0;
};

struct RingingScore {
  Family family = Family::tone;
  std::uint64_t key = 0;  // of its randomness: seed, layer and ear, hashed together
  bool soft = false;  // tones above 2 kHz become noise of 1/3 octave, crickets beat less deeply and
                      // nothing is rough
  bool drift = false;              // level and pitch move, and crickets keep no metre
  std::vector<RingingSpan> spans;  // ascending, not overlapping; between them there is silence
};

}  // namespace otoscape::tinnitus
