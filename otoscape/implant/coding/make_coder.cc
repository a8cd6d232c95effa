// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding/make_coder.h"

#include "otoscape/implant/coding/ace_coder.h"
#include "otoscape/implant/coding/hires_coder.h"

namespace otoscape::implant::coding {

template <class Real>
std::unique_ptr<Coder<Real>> make_coder(const CodingParams& params) {
  if (params.strategy == Strategy::hires120) return make_hires_coder<Real>(params);
  return make_ace_coder<Real>(params);
}

template std::unique_ptr<Coder<float>> make_coder(const CodingParams&);
template std::unique_ptr<Coder<double>> make_coder(const CodingParams&);

}  // namespace otoscape::implant::coding
