// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/vocoder_design.h"

#include <algorithm>
#include <cmath>

namespace otoscape::implant::vocoder {
namespace {

void blend(const carriers::Lanes& from, const carriers::Lanes& to, float part,
           carriers::Lanes& now) {
  for (std::size_t k = 0; k < carriers::kLanes; ++k)
    now.x[k] = from.x[k] + part * (to.x[k] - from.x[k]);
}

}  // namespace

void blend(const VocoderSettings& from, const VocoderSettings& to, float part,
           VocoderSettings& now) noexcept {
  blend(from.position_mm, to.position_mm, part, now.position_mm);
  blend(from.place_log2_hz, to.place_log2_hz, part, now.place_log2_hz);
  blend(from.width_log2_hz, to.width_log2_hz, part, now.width_log2_hz);
  blend(from.deemphasis_db, to.deemphasis_db, part, now.deemphasis_db);
  blend(from.survival, to.survival, part, now.survival);
  blend(from.envelope_log2_hz, to.envelope_log2_hz, part, now.envelope_log2_hz);
  const float narrow = std::min(from.spread_db_per_mm, kNarrowest);
  now.spread_db_per_mm = narrow + part * (std::min(to.spread_db_per_mm, kNarrowest) - narrow);
  now.gain_db = from.gain_db + part * (to.gain_db - from.gain_db);
  now.sine_share = from.sine_share + part * (to.sine_share - from.sine_share);
  now.published = from.published + part * (to.published - from.published);
}

void set_spread(SpreadDesign& spread, const VocoderSettings& settings) noexcept {
  set_weights(spread, settings.position_mm, static_cast<double>(settings.spread_db_per_mm));
  for (std::size_t p = 0; p < static_cast<std::size_t>(spread.places); ++p) {
    spread.gain[p] = std::exp2(settings.deemphasis_db[p] * 0.16609640f);  // 10^(dB/20)
    spread.survival[p] = settings.survival[p];
  }
}

void set_low_passes(carriers::CarrierDesign& carriers, const VocoderSettings& settings, int places,
                    Hertz rate) noexcept {
  for (std::size_t p = 0; p < static_cast<std::size_t>(places); ++p) {
    carriers::set_low_pass(carriers, p,
                           std::exp2(static_cast<double>(settings.envelope_log2_hz[p])), rate);
  }
}

double envelope_delay_s(const VocoderSettings& settings, int places) noexcept {
  if (places == 0) return 0.0;
  const float* log2_hz = settings.envelope_log2_hz.x;
  return carriers::low_pass_delay_s(
      std::exp2(static_cast<double>(*std::min_element(log2_hz, log2_hz + places))));
}

}  // namespace otoscape::implant::vocoder
