// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coder.h"

#include <cmath>

#include "otoscape/implant/ace_coder.h"
#include "otoscape/implant/hires_coder.h"

namespace otoscape::implant {
namespace {

constexpr double kReferencePa = 20e-6;

}  // namespace

Hertz device_rate(Strategy strategy) {
  return Hertz(strategy == Strategy::hires120 ? 17400.0 : 16000.0);
}

double device_units_per_pascal(Strategy strategy) {
  // Nucleus: a tone of amplitude 1 has 95 dB SPL. HiRes: a peak of 1 is one of 111.6 dB.
  const double one_pa = strategy == Strategy::hires120
                            ? kReferencePa * std::pow(10.0, 111.6 / 20.0)
                            : std::sqrt(2.0) * kReferencePa * std::pow(10.0, 95.0 / 20.0);
  return 1.0 / one_pa;
}

template <class Real>
std::unique_ptr<Coder<Real>> make_coder(const CodingParams& params) {
  if (params.strategy == Strategy::hires120) return make_hires_coder<Real>(params);
  return make_ace_coder<Real>(params);
}

template std::unique_ptr<Coder<float>> make_coder(const CodingParams&);
template std::unique_ptr<Coder<double>> make_coder(const CodingParams&);

}  // namespace otoscape::implant
