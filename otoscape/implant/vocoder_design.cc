// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder_design.h"

#include <algorithm>
#include <cmath>

#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/implant/percept_level.h"

namespace otoscape::implant {
namespace {

constexpr double kMostDeemphasisDb = 10.0;  // beyond it, a microphone's stop band would be raised

VocoderSettings settings_of(const VocoderParams& params, std::size_t places) {
  VocoderSettings s;
  for (std::size_t p = 0; p < places; ++p) {
    const PlaceParams& place = params.places[p];
    const double envelope_hz = place.envelope_hz > 0.0 ? place.envelope_hz : params.envelope_hz;
    s.position_mm[p] = static_cast<float>(place.position_mm);
    s.place_log2_hz[p] = static_cast<float>(std::log2(std::max(place.place_hz, 1.0)));
    s.width_log2_hz[p] = static_cast<float>(std::log2(std::max(place.width_hz, 1.0)));
    s.deemphasis_db[p] =
        static_cast<float>(std::clamp(place.deemphasis_db, -kMostDeemphasisDb, kMostDeemphasisDb));
    s.survival[p] = static_cast<float>(std::clamp(place.survival, 0.0, 1.0));
    s.envelope_log2_hz[p] = static_cast<float>(std::log2(std::max(envelope_hz, 1.0)));
  }
  s.spread_db_per_mm =
      static_cast<float>(params.spread_db_per_mm > 0.0 ? params.spread_db_per_mm : kNoSpread);
  s.sine_share = params.carrier == Carrier::sine
                     ? 1.0f
                     : static_cast<float>(std::clamp(params.sine_share, 0.0, 1.0));
  const bool ours = params.carrier == Carrier::noise || params.carrier == Carrier::sine;
  s.published = ours ? 0.0f : 1.0f;
  // SPIRAL spreads between its tones instead.
  if (params.carrier == Carrier::spiral) s.spread_db_per_mm = kNoSpread;
  return s;
}

void blend(const Lanes& from, const Lanes& to, float part, Lanes& now) {
  for (std::size_t k = 0; k < kLanes; ++k) now.x[k] = from.x[k] + part * (to.x[k] - from.x[k]);
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

void set_low_passes(CarrierDesign& carriers, const VocoderSettings& settings, int places,
                    Hertz rate) noexcept {
  for (std::size_t p = 0; p < static_cast<std::size_t>(places); ++p) {
    set_low_pass(carriers, p, std::exp2(static_cast<double>(settings.envelope_log2_hz[p])), rate);
  }
}

double envelope_delay_s(const VocoderSettings& settings, int places) noexcept {
  if (places == 0) return 0.0;
  const float* log2_hz = settings.envelope_log2_hz.x;
  return low_pass_delay_s(
      std::exp2(static_cast<double>(*std::min_element(log2_hz, log2_hz + places))));
}

std::shared_ptr<const VocoderDesign> make_vocoder_design(const CodingParams& coding,
                                                         const VocoderParams& params, Hertz rate) {
  auto design = std::make_shared<VocoderDesign>();
  design->coding = coding;
  design->params = params;
  design->params.places.resize(std::min<std::size_t>(coding.bands.size(), kMaxElectrodes));
  const std::size_t places = design->params.places.size();
  design->settings = settings_of(design->params, places);
  design->spread = make_spread(coding, params.spread_domain);
  set_spread(design->spread, design->settings);
  set_low_passes(design->carriers, design->settings, static_cast<int>(places), rate);
  for (std::size_t p = 0; p < places; ++p) {
    const PlaceParams& place = design->params.places[p];
    set_place(design->carriers, p, place.place_hz, place.width_hz, rate);
    design->turns_per_frame[p] = dsp::to_phase(place.place_hz / rate.value());
  }
  design->settings.gain_db =
      static_cast<float>(params.gain_db ? *params.gain_db : level_gain_db(coding, *design));
  return design;
}

double gain_db(const VocoderDesign& design) { return design.settings.gain_db; }

}  // namespace otoscape::implant
