// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "io/stems/stem.h"
#include "io/wave/wave_format.h"

namespace otoscape::io::stems {

// What is in a folder of stems, as JSON (docs/stems.md).
std::string stem_list(std::span<const WrittenStem> stems, const wave::WaveFormat& format,
                      std::uint64_t frames, const StemOptions& options);

}  // namespace otoscape::io::stems
