// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "io/stems/stem.h"
#include "io/wave/wave_format.h"

namespace otoscape::io::stems {

// A project of the workstation Reaper (text, version 0.1 of its format, as Reaper 5 to 7 write it):
// a track for each stem with its name, colour and file, from the start of the project, whose time
// line begins at the time reference. Faders, pan law and fades leave the sum as it is.
std::string reaper_project(std::span<const WrittenStem> stems, const wave::WaveFormat& format,
                           std::uint64_t frames, std::uint64_t time_reference);

}  // namespace otoscape::io::stems
