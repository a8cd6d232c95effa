// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_design.h"

#include <algorithm>

#include "otoscape/units/reference_threshold.h"

namespace otoscape::ear {
namespace {

// How much of a tone's own loss to smearing the band gives back. Speech and noise lose nothing,
// tones lose up to 6 dB: 0.6 keeps tones within −2.1…+0.3 dB of the law and speech within 2.6 dB of
// its level without smearing.
constexpr double kToneShare = 0.6;

std::vector<float> tone_lift(const loss::SmearingMatrix& matrix,
                             const bank::GammatoneDesign& bank) {
  std::vector<float> lift_log2;
  for (const auto& band : bank.bands) {
    const double hz = std::max(band.centre_hz, 50.0);
    const double lost_db = std::max(0.0, -matrix.tone_change(Hertz(hz)).value());
    lift_log2.push_back(static_cast<float>(kToneShare * lost_db / 6.0206));
  }
  return lift_log2;
}

}  // namespace

AcousticDesigner::AcousticDesigner(Hertz rate)
    : bank_(bank::GammatoneDesign::make(rate)),
      outer_middle_ear_(loss::OuterMiddleEarDesign::make(rate)),
      rate_(rate) {
  for (int i = 0; i < loss::kPlaces; ++i) {
    // Bands listen behind the outer and middle ear, so the threshold there is the field's, filtered
    // alike.
    const Hertz place(std::min(loss::place_hz(i), 0.499 * rate.value()));
    threshold_db_spl_[static_cast<std::size_t>(i)] = static_cast<float>(
        (reference_threshold(place) + outer_middle_ear_.response(place)).value());
  }
}

AcousticDesign::Ear AcousticDesigner::make_ear(const AcousticParams& params) const {
  AcousticDesign::Ear ear;
  ear.recruitment = {params.loss_db_hl, threshold_db_spl_, params.attenuation_db,
                     std::ranges::any_of(params.attenuation_db, [](float v) { return v != 0.0f; })};
  ear.lift_log2.assign(bank_.bands.size(), 0.0f);
  ear.typical = params.typical();
  if (params.smearing) {
    ear.smearing = smearing_->make(*params.smearing);
    ear.lift_log2 = tone_lift(*ear.smearing, bank_);
  }
  return ear;
}

std::unique_ptr<const AcousticDesign> AcousticDesigner::make(const AcousticParams& left,
                                                             const AcousticParams& right,
                                                             Seconds temporal_window) {
  if ((left.smearing || right.smearing) && !smearing_) {
    smearing_ = std::make_unique<loss::SmearingBasis>(rate_);
  }
  auto design = std::make_unique<AcousticDesign>();
  design->ears[0] = make_ear(left);
  design->ears[1] = left == right ? design->ears[0] : make_ear(right);
  if (left.smearing && left.smearing == right.smearing) {
    design->ears[1].smearing = design->ears[0].smearing;
  }
  design->temporal_window = temporal_window;
  for (auto& ear : design->ears) ear.typical = ear.typical && temporal_window.value() <= 0.0;
  return design;
}

}  // namespace otoscape::ear
