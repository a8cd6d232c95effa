// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_design.h"

#include <algorithm>
#include <map>

#include "otoscape/base/lock.h"
#include "otoscape/loss/outer_middle_ear_design.h"
#include "otoscape/loss/smearing_product.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::ear {
namespace {

// The share of a tone's level loss by smearing that the band makes up for. Speech and noise lose no
// level, tones up to 6 dB: 0.6 keeps tones within −2.1…+0.3 dB of the law and speech within 2.6 dB
// of its level without smearing.
constexpr double kToneShare = 0.6;
// −0.1 dB. The lines that smearing puts beside a tone add as much to a loud one where the widening
// begins; with them it must not become louder.
constexpr float kSmearedCeilingLog2 = -0.0166f;
// Below this a window holds no whole period.
constexpr double kLowestProbeHz = 50.0;

Slices<std::vector<float>> tone_makeup(Pace& pace, const loss::SmearingMatrix& matrix,
                                       const std::vector<loss::ToneProbe>& probes) {
  std::vector<float> makeup_log2;
  for (const auto& probe : probes) {
    const double lost_db = std::max(0.0, -probe.change(matrix).value());
    makeup_log2.push_back(static_cast<float>(kToneShare * lost_db / 6.0206));
    co_await pace.pause();
  }
  co_return makeup_log2;
}

}  // namespace

RateDesign::RateDesign(Hertz rate)
    : bank(bank::GammatoneDesign::make(rate)),
      outer_middle_ear(loss::OuterMiddleEarDesign::make(rate)),
      smearing(rate) {
  for (const auto& band : bank.bands) {
    const Hertz tone(std::max(band.centre_hz, kLowestProbeHz));
    probes.emplace_back(smearing.frame(), smearing.bins(), rate, tone);
  }
  for (int i = 0; i < loss::kPlaces; ++i) {
    const Hertz place(std::min(loss::place_hz(i), 0.499 * rate.value()));
    threshold_db_spl[static_cast<std::size_t>(i)] =
        static_cast<float>((reference_threshold(place) + outer_middle_ear.response(place)).value());
  }
}

std::shared_ptr<const RateDesign> RateDesign::at(Hertz rate) {
  static Lock lock;
  static std::map<double, std::weak_ptr<const RateDesign>> in_use OTOSCAPE_GUARDED_BY(lock);
  const Locked locked(lock);
  auto& known = in_use[rate.value()];
  auto design = known.lock();
  if (!design) known = design = std::make_shared<RateDesign>(rate);
  return design;
}

Slices<AcousticDesign::Ear> AcousticDesigner::make_ear(Pace& pace,
                                                       const AcousticParams& params) const {
  AcousticDesign::Ear ear;
  ear.recruitment = {params.loss_db_hl, shared_->threshold_db_spl, params.attenuation_db,
                     std::ranges::any_of(params.attenuation_db, [](float v) { return v != 0.0f; })};
  ear.makeup_log2.assign(bank().bands.size(), 0.0f);
  ear.typical = params.typical();
  ear.implanted = params.implanted;
  ear.silent = std::ranges::all_of(params.attenuation_db, [](float v) { return v >= kSilenceDb; });
  if (params.smearing) {
    ear.recruitment.ceiling_log2 = kSmearedCeilingLog2;
    ear.smearing = co_await shared_->smearing.make(pace, *params.smearing);
    ear.makeup_log2 = co_await tone_makeup(pace, *ear.smearing, shared_->probes);
  }
  co_return ear;
}

AcousticDesigner::Made AcousticDesigner::make(const AcousticParams& left,
                                              const AcousticParams& right,
                                              Seconds temporal_window) const {
  return all_at_once([&](Pace& pace) { return make(pace, left, right, temporal_window); });
}

Slices<AcousticDesigner::Made> AcousticDesigner::make(Pace& pace, const AcousticParams& left,
                                                      const AcousticParams& right,
                                                      Seconds temporal_window) const {
  auto design = std::make_unique<AcousticDesign>();
  design->ears[0] = co_await make_ear(pace, left);
  if (left == right) {
    design->ears[1] = design->ears[0];
  } else {
    design->ears[1] = co_await make_ear(pace, right);
  }
  if (left.smearing && left.smearing == right.smearing) {
    design->ears[1].smearing = design->ears[0].smearing;
  }
  design->temporal_window = temporal_window;
  for (auto& ear : design->ears) ear.typical = ear.typical && temporal_window.value() <= 0.0;
  co_return design;
}

void AcousticDesign::fetch(int part, int parts) const noexcept {
  for (const Ear& ear : ears) {
    for (const auto* table : {&ear.recruitment.loss_db_hl, &ear.recruitment.threshold_db_spl,
                              &ear.recruitment.attenuation_db}) {
      base::fetch(*table, part, parts);
    }
    base::fetch(ear.makeup_log2, part, parts);
    if (ear.smearing != nullptr) loss::fetch(*ear.smearing, part, parts);
  }
}

}  // namespace otoscape::ear
