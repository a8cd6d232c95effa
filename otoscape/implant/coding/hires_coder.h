// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/implant/coding/coder.h"
#include "otoscape/implant/coding/hires_options.h"

namespace otoscape::implant::coding {

// A chain in the manner of HiRes 120 (Nogueira, Litvak, Edler, Ostermann and Büchner 2009; numbers
// of the public AB generic toolbox, 2020): pre-emphasis → dual-loop gain control → slices of 256
// samples, every 20 → 15 Hilbert envelopes, noise reduction, spectral peaks → current steered
// between two neighbours of 16 electrodes, pulsing as fast as the peak → linear in dB to current.
//
// A cycle is 30 phases, 540 µs with phases of 18 µs: 15 slots in published order, each two pulses
// at once. `level` is the current rounded to µA; a level of 0 is idle. A pulse's `band` is its
// electrode's place in CodingParams::bands, which has 16 entries; T and C are µA. Taken from
// CodingParams: agc (dual; any other is a fixed gain of 37 dB, the gain at which the loops settle
// for speech at 65 dB SPL), sensitivity, pulse width, range_db, volume, bands. Fixed by the
// strategy: edges, order, rates, and the pre-emphasis, whatever the microphone.
//
// Not modelled: paired order, ClearVoice's own settings, a second microphone, a device's limits
// above 2048 µA.
template <class Real>
std::unique_ptr<Coder<Real>> make_hires_coder(const CodingParams& params,
                                              const HiresOptions& options = {});

extern template std::unique_ptr<Coder<float>> make_hires_coder(const CodingParams&,
                                                               const HiresOptions&);
extern template std::unique_ptr<Coder<double>> make_hires_coder(const CodingParams&,
                                                                const HiresOptions&);

}  // namespace otoscape::implant::coding
