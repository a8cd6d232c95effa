// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/implant/coding/coder.h"

namespace otoscape::implant::coding {

// Control side. `params` has passed hearing::check or its like.
template <class Real>
std::unique_ptr<Coder<Real>> make_coder(const CodingParams& params);

extern template std::unique_ptr<Coder<float>> make_coder(const CodingParams&);
extern template std::unique_ptr<Coder<double>> make_coder(const CodingParams&);

}  // namespace otoscape::implant::coding
