// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "otoscape/implant/vocoder/vocoder_params.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant {

// Tables of the harmonic complexes at a design's places; kept for those seen before.
class PulseSpreadingTables;
std::shared_ptr<const PulseSpreadingTables> pulse_spreading_tables(
    std::span<const PlaceParams> places, Hertz rate);

}  // namespace otoscape::implant
