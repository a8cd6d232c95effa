// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coder.h"

#include <cmath>

#include "otoscape/implant/ace_coder.h"
#include "otoscape/implant/hires_coder.h"

namespace otoscape::implant {
namespace {

// Peak amplitude in pascals of a tone.
double tone_pascal(double db_spl) { return std::sqrt(2.0) * 20e-6 * std::pow(10.0, db_spl / 20.0); }

}  // namespace

Hertz device_rate(Strategy strategy) {
  return Hertz(strategy == Strategy::hires120 ? 17400.0 : 16000.0);
}

double device_units_per_pascal(Strategy strategy) {
  return 1.0 / tone_pascal(strategy == Strategy::hires120 ? 111.6 : 95.0);
}

template <class Real>
std::unique_ptr<Coder<Real>> make_coder(const CodingParams& params) {
  if (params.strategy == Strategy::hires120) return make_hires_coder<Real>(params);
  return make_ace_coder<Real>(params);
}

template std::unique_ptr<Coder<float>> make_coder(const CodingParams&);
template std::unique_ptr<Coder<double>> make_coder(const CodingParams&);

}  // namespace otoscape::implant
