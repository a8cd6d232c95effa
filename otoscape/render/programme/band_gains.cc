// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/band_gains.h"

#include <cmath>
#include <optional>

#include "otoscape/ear/fit.h"
#include "otoscape/ear/fit_percept.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/units/reference_threshold.h"

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "otoscape/render/programme/band_gains.cc"
#include "hwy/foreach_target.h"
#include "hwy/highway.h"
#include "otoscape/dsp/fast_math-inl.h"

#ifndef OTOSCAPE_RENDER_BAND_LAW_ONCE
#define OTOSCAPE_RENDER_BAND_LAW_ONCE
namespace otoscape::render::programme {
constexpr double kLog2PerDb = 0.16609640474436813;  // of an amplitude: log2(10)/20
constexpr double kDbPerStep = 0.01;                 // of the track's stored values
}  // namespace otoscape::render::programme
#endif

HWY_BEFORE_NAMESPACE();
namespace otoscape::render::programme::HWY_NAMESPACE {
namespace hn = hwy::HWY_NAMESPACE;
namespace fast = otoscape::dsp::HWY_NAMESPACE;

double sum_energy(const BandGains& law, const std::int16_t* row, float heard_lin,
                  float direct_lin) {
  const hn::CappedTag<float, 4> d;  // 36 cells
  const hn::Rebind<std::int16_t, decltype(d)> d16;
  const hn::RebindToSigned<decltype(d)> d32;
  const auto heard = hn::Set(d, heard_lin), direct = hn::Set(d, direct_lin);
  const auto energy_per_step = hn::Set(d, static_cast<float>(2.0 * kLog2PerDb * kDbPerStep));
  auto sum = hn::Zero(d);
  for (std::size_t i = 0; i < BandGains::kCells; i += hn::Lanes(d)) {
    const auto stored = hn::ConvertTo(d, hn::PromoteTo(d32, hn::LoadU(d16, row + i)));
    const auto line = hn::MulAdd(stored, hn::LoadU(d, &law.slope[i]), hn::LoadU(d, &law.offset[i]));
    const auto expansion = hn::Min(hn::Max(line, hn::LoadU(d, &law.lowest[i])), hn::Zero(d));
    const auto gain = fast::exp2(d, hn::Sub(expansion, hn::LoadU(d, &law.attenuation_log2[i])));
    const auto amplitude = hn::MulAdd(heard, gain, direct);
    const auto energy =
        fast::exp2(d, hn::MulAdd(stored, energy_per_step, hn::LoadU(d, &law.k_weight_log2[i])));
    sum = hn::MulAdd(hn::Mul(amplitude, amplitude), energy, sum);
  }
  return hn::GetLane(hn::SumOfLanes(d, sum));
}

}  // namespace otoscape::render::programme::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace otoscape::render::programme {

HWY_EXPORT(sum_energy);

namespace {

struct Centre {
  Hertz frequency;
  double zero_db_hl_db_spl, k_weight_log2;
};

const std::array<Centre, ProgrammeLoudness::kBands>& centres() {
  static const auto kCentres = [] {
    std::array<Centre, ProgrammeLoudness::kBands> all;
    for (std::size_t b = 0; b < all.size(); ++b) {
      const Hertz hz(ProgrammeLoudness::band_hz(static_cast<int>(b)));
      all[b] = {hz, reference_threshold(hz).value(), std::log2(k_weight_lin(hz))};
    }
    return all;
  }();
  return kCentres;
}

}  // namespace

BandGains::BandGains(const std::array<hearing::EarProfile, 2>& ears,
                     const Calibration& calibration) {
  std::array<std::optional<ear::ElectricBand>, 2> electric;
  for (std::size_t side = 0; side < 2; ++side) {
    if (ears[side].implant) electric[side] = ear::electric_band(*ears[side].implant);
  }
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const Centre& centre = centres()[cell % ProgrammeLoudness::kBands];
    const std::size_t side = cell / ProgrammeLoudness::kBands;
    const double hz = centre.frequency.value();
    const bool coded =
        electric[side] && hz > electric[side]->low_hz && hz < electric[side]->high_hz;
    // An implant gives speech at its level; what its compression takes from louder sound is left
    // out.
    const auto loss = coded ? ear::PlaceLoss{0.0, electric[side]->attenuation_db}
                            : ear::loss_at(ears[side], centre.frequency);
    const double expansion =
        loss.sensorineural_db_hl / (loss::kCatchUpDbHl - loss.sensorineural_db_hl);
    // What a stored level of 0 stands above the catch-up level in the inner ear.
    const double zero_db = calibration.unit_rms().value() - centre.zero_db_hl_db_spl -
                           loss.attenuation_db - loss::kCatchUpDbHl;
    slope[cell] = static_cast<float>(expansion * kLog2PerDb * kDbPerStep);
    offset[cell] = static_cast<float>(expansion * kLog2PerDb * zero_db);
    lowest[cell] = static_cast<float>(-loss.sensorineural_db_hl * kLog2PerDb);
    attenuation_log2[cell] = static_cast<float>(loss.attenuation_db * kLog2PerDb);
    k_weight_log2[cell] = static_cast<float>(centre.k_weight_log2);
  }
}

double BandGains::energy(std::span<const std::int16_t, kCells> row, float heard_lin,
                         float direct_lin) const {
  return HWY_DYNAMIC_DISPATCH(sum_energy)(*this, row.data(), heard_lin, direct_lin);
}

}  // namespace otoscape::render::programme
#endif
