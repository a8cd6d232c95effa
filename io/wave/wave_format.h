// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "io/wave/wave_chunks.h"
#include "otoscape/base/layout.h"

namespace otoscape::io::wave {

enum class WaveSamples { s24, f32 };

struct WaveFormat {
  int rate_hz = 48000;
  Layout layout;
  WaveSamples samples = WaveSamples::f32;

  int sample_bytes() const { return samples == WaveSamples::s24 ? 3 : 4; }
  int frame_bytes() const { return sample_bytes() * layout.channels(); }
};

// All that stands before the sound of a file with `frames` frames: of the same length for any
// number of them, RF64 where the sizes need it. Mono and stereo have the plain format that every
// reader takes; other layouts have a channel mask (WAVEFORMATEXTENSIBLE, Microsoft 2001), which
// orders the channels by the mask's bits: the layout's order must be that one.
std::string wave_head(const WaveFormat& format, std::span<const NewChunk> descriptions,
                      std::uint64_t frames);

}  // namespace otoscape::io::wave
