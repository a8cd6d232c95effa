// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <span>

#include "otoscape/implant/carriers/pulse_spreading.h"
#include "otoscape/implant/vocoder/vocoder_params.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::vocoder {

// Tables of the harmonic complexes at a design's places; cached by their parameters.
std::shared_ptr<const carriers::PulseSpreadingTables> pulse_spreading_tables(
    std::span<const PlaceParams> places, Hertz rate);

}  // namespace otoscape::implant::vocoder
