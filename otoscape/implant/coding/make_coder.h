// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/implant/coding/coder.h"

namespace otoscape::implant::coding {

// Control side. `params` come from a map that hearing::check accepts.
template <class Real>
std::unique_ptr<Coder<Real>> make_coder(const CodingParams& params);

extern template std::unique_ptr<Coder<float>> make_coder(const CodingParams&);
extern template std::unique_ptr<Coder<double>> make_coder(const CodingParams&);

}  // namespace otoscape::implant::coding
