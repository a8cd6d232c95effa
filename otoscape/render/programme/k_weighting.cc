// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/k_weighting.h"

#include <algorithm>
#include <complex>
#include <numbers>

namespace otoscape::render::programme {
namespace {

struct Section {
  double b0, b1, b2, a1, a2;
};
// ITU-R BS.1770-4, tables 1 and 2.
constexpr Section kHead{1.53512485958697, -2.69169618940638, 1.19839281085285, -1.69065929318241,
                        0.73248077421585};
constexpr Section kHighPass{1.0, -2.0, 1.0, -1.99004745483398, 0.99007225036621};

double power(const Section& s, std::complex<double> z1) {
  return std::norm((s.b0 + z1 * (s.b1 + z1 * s.b2)) / (1.0 + z1 * (s.a1 + z1 * s.a2)));
}

}  // namespace

double k_weight_lin(Hertz frequency) {
  constexpr double kRate = 48000.0;
  const double hz = std::clamp(frequency.value(), 0.0, kRate / 2.0);
  const auto z1 = std::polar(1.0, -2.0 * std::numbers::pi * hz / kRate);
  return power(kHead, z1) * power(kHighPass, z1);
}

}  // namespace otoscape::render::programme
