// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/coding_params.h"

#include <cmath>

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

}  // namespace otoscape::implant
