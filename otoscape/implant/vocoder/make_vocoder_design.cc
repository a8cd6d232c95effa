// SPDX-License-Identifier: Apache-2.0
#include "otoscape/implant/vocoder/make_vocoder_design.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "otoscape/dsp/phase_ramp.h"
#include "otoscape/implant/vocoder/percept_level.h"
#include "otoscape/implant/vocoder/vocoder_design.h"

namespace otoscape::implant::vocoder {

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

}  // namespace

MadeVocoder make_vocoder_design(const CodingParams& coding, const VocoderParams& params,
                                Hertz rate) {
  return all_at_once([&](Pace& pace) { return make_vocoder_design(pace, coding, params, rate); });
}

Slices<MadeVocoder> make_vocoder_design(Pace& pace, const CodingParams& coding,
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
    carriers::set_place(design->carriers, p, place.place_hz, place.width_hz, rate);
    design->turns_per_frame[p] = dsp::to_phase(place.place_hz / rate.value());
  }
  std::optional<double> gain = params.gain_db;
  if (!gain) gain = co_await level_gain_db(pace, coding, *design);
  design->settings.gain_db = static_cast<float>(*gain);
  co_return design;
}

double gain_db(const VocoderDesign& design) { return design.settings.gain_db; }

}  // namespace otoscape::implant::vocoder
