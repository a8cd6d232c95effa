// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/implant/coding/coder.h"

namespace otoscape::implant::coding {

// ACE, CIS and MP3000 (Vandali et al. 2000; Wilson et al. 1991; Nogueira et al. 2005), one chain:
//   microphone → sensitivity → AGC → filter bank → choice of bands → loudness growth → levels
// CIS sends every band, ACE the n largest, MP3000 the n least masked. SPEAK is a map with 250
// cycles a second. fs4 adds fine structure in the lowest bands (fine_structure.h). Not modelled:
// jittered rates, the processor's fixed-point arithmetic.
template <class Real>
std::unique_ptr<Coder<Real>> make_ace_coder(const CodingParams& params);

extern template std::unique_ptr<Coder<float>> make_ace_coder(const CodingParams&);
extern template std::unique_ptr<Coder<double>> make_ace_coder(const CodingParams&);

}  // namespace otoscape::implant::coding
