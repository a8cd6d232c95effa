// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/ear_now.h"

#include <algorithm>
#include <cmath>

#include "otoscape/ear/fit.h"
#include "otoscape/ear/fit_implant.h"
#include "otoscape/implant/coding/band_edges.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/render/programme/ringing_level.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::jobs::audibility {
namespace {

using metrics::EarNow;
using metrics::kThirdOctaves;

const metrics::SiiTable& table() { return sii_table(metrics::SiiProcedure::third_octaves); }

// A tone at this level saturates a band of the map (hearing/implant_map.h).
constexpr double kSaturatesDbSpl = 59.0;
// HiRes covers 60 dB of sound, from here on at its usual sensitivity. Ours.
constexpr double kHiResFloorDbSpl = 25.0;

// The lower ends of what an implant codes, as thresholds.
EarNow::Bands electric_threshold(const hearing::Implant& implant) {
  const implant::CodingParams coding = ear::coding_params(implant.map, implant.off);
  const std::vector<double> edges = implant::coding::band_edges_hz(coding);
  const bool hires = implant.map.strategy == hearing::CodingStrategy::hires120;
  const double range_db = 20.0 * std::log10(implant.map.saturation_level / implant.map.base_level);
  const double floor_db_spl =
      (hires ? kHiResFloorDbSpl : kSaturatesDbSpl - range_db) - implant.map.sensitivity.value();
  EarNow::Bands threshold{};
  threshold.fill(EarNow::kNoResponseDb);
  for (std::size_t b = 0; b < kThirdOctaves; ++b) {
    const double hz = table().centre_hz[b];
    if (implant.eas_crossover && hz < implant.eas_crossover->value()) continue;
    const auto above = std::ranges::upper_bound(edges, hz);
    if (above == edges.begin() || above == edges.end()) continue;
    const auto band = static_cast<std::size_t>(above - edges.begin()) - 1;
    if (band >= coding.bands.size() || coding.bands[band].silent) continue;
    threshold[b] = floor_db_spl - table().width_db[b] - table().internal_db[b];
  }
  return threshold;
}

// The level in this ear that sounds as loud as `heard` does to typical hearing.
double before_the_loss(DbSpl heard, const hearing::EarProfile& ear, Hertz pitch) {
  constexpr double kMostLossDbHl = 80.0;  // as ringing_level
  const double loss = std::clamp(ear::loss_at(ear, pitch).sensorineural_db_hl, 0.0, kMostLossDbHl);
  const double level = to_hl(heard, pitch).value(), top = loss::kCatchUpDbHl;
  const double own = level < top ? top - (top - level) * (top - loss) / top : level;
  return to_spl(DbHl(own), pitch).value();
}

}  // namespace

EarNow ear_now(const hearing::EarProfile& ear) {
  EarNow now;
  EarNow::Bands electric{};
  electric.fill(EarNow::kNoResponseDb);
  if (ear.implant) electric = electric_threshold(*ear.implant);
  for (std::size_t b = 0; b < kThirdOctaves; ++b) {
    const ear::PlaceLoss loss = ear::loss_at(ear, Hertz(table().centre_hz[b]));
    const bool silent = loss.attenuation_db >= ear::kSilenceDb;
    now.threshold_db_hl[b] = silent ? EarNow::kNoResponseDb : loss.sensorineural_db_hl;
    now.gain_db[b] = silent ? 0.0 : -loss.attenuation_db;
    if (electric[b] < now.threshold_db_hl[b] - now.gain_db[b]) {
      now.threshold_db_hl[b] = electric[b];
      now.gain_db[b] = 0.0;
    }
  }
  return now;
}

EarNow::Bands ringing_noise_db(const std::vector<hearing::TinnitusLayer>& layers,
                               const hearing::EarProfile& ear, render::TinnitusMode mode) {
  EarNow::Bands noise = EarNow::silence();
  if (mode == render::TinnitusMode::off || ear.implant) return noise;
  for (const hearing::TinnitusLayer& layer : layers) {
    const DbSpl heard = render::programme::ringing_limit(ear::ringing_level(layer, ear), mode);
    const double level = before_the_loss(heard, ear, layer.pitch);
    constexpr double kNarrowestOct = 0.01;  // a tone lies in one band, or half in each of two
    const double half = 0.5 * std::max(layer.bandwidth_oct, kNarrowestOct);
    const double pitch = std::log2(layer.pitch.value());
    for (std::size_t b = 0; b < kThirdOctaves; ++b) {
      const double centre = std::log2(table().centre_hz[b]);
      const double from = std::max(pitch - half, centre - 1.0 / 6.0);
      const double to = std::min(pitch + half, centre + 1.0 / 6.0);
      if (to <= from) continue;
      const double band_db = level + 10.0 * std::log10((to - from) / (2.0 * half));
      noise[b] = 10.0 * std::log10(std::pow(10.0, 0.1 * noise[b]) +
                                   std::pow(10.0, 0.1 * (band_db - table().width_db[b])));
    }
  }
  return noise;
}

}  // namespace otoscape::jobs::audibility
