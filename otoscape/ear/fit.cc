// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/fit.h"

#include <algorithm>
#include <cmath>

#include "otoscape/loss/recruitment.h"
#include "otoscape/units/reference_threshold.h"

namespace otoscape::ear {
namespace {

struct Split {
  double sensorineural_db_hl;
  double conductive_db;
};

// The air–bone gap is the conductive part; without bone thresholds all loss is sensorineural.
Split split(const hearing::EarProfile& ear, Hertz frequency) {
  const double air = std::max(0.0, ear.air.at(frequency).value());
  if (!ear.bone) return {air, 0.0};
  const double bone = std::clamp(ear.bone->at(frequency).value(), 0.0, air);
  return {bone, air - bone};
}

std::optional<Widening> fixed_widening(const hearing::Smearing& smearing) {
  const auto* factors = std::get_if<hearing::SmearingFactors>(&smearing);
  if (factors == nullptr) return std::nullopt;
  return Widening{factors->lower, factors->upper};
}

// Attenuation of an implanted ear by air: everything or, with electric-acoustic stimulation, a
// third-order Butterworth low-pass at the crossover.
double implanted_db(const hearing::EarProfile& ear, Hertz frequency) {
  if (!ear.implant) return 0.0;
  if (!ear.implant->eas_crossover) return kSilenceDb;
  const double ratio = frequency.value() / ear.implant->eas_crossover->value();
  return std::min(kSilenceDb, 10.0 * std::log10(1.0 + std::pow(ratio, 6.0)));
}

}  // namespace

Widening auto_widening(DbHl loss) {
  struct Knot {
    double db_hl, lower, upper;
  };
  constexpr std::array kKnots = {Knot{15, 1.0, 1.0}, Knot{25, 1.6, 1.1}, Knot{45, 2.4, 1.6},
                                 Knot{70, 4.0, 2.0}};
  const double db_hl = std::clamp(loss.value(), kKnots.front().db_hl, kKnots.back().db_hl);
  const auto above =
      std::ranges::lower_bound(kKnots.begin() + 1, kKnots.end() - 1, db_hl, {}, &Knot::db_hl);
  const auto below = above - 1;
  const double part = (db_hl - below->db_hl) / (above->db_hl - below->db_hl);
  return {std::lerp(below->lower, above->lower, part), std::lerp(below->upper, above->upper, part)};
}

PlaceLoss loss_at(const hearing::EarProfile& ear, Hertz frequency) {
  const Split part = split(ear, frequency);
  const double silence = ear.air.silent_at(frequency) ? kSilenceDb : 0.0;
  return {
      std::min(part.sensorineural_db_hl, loss::kLargestLossDbHl),
      part.conductive_db + ear.worn.at(frequency).value() + silence + implanted_db(ear, frequency)};
}

AcousticParams fit(const hearing::EarProfile& ear, bool smearing) {
  AcousticParams params;
  params.implanted = ear.implant.has_value();
  loss::SmearingParams widening;
  const auto fixed = fixed_widening(ear.smearing);
  bool widens = false;
  for (int i = 0; i < loss::kPlaces; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const Hertz frequency(loss::place_hz(i));
    const PlaceLoss loss = loss_at(ear, frequency);
    params.loss_db_hl[at] = static_cast<float>(loss.sensorineural_db_hl);
    params.attenuation_db[at] = static_cast<float>(loss.attenuation_db);
    const Widening w = fixed ? *fixed : auto_widening(DbHl(loss.sensorineural_db_hl));
    widening.lower[at] = static_cast<float>(w.lower);
    widening.upper[at] = static_cast<float>(w.upper);
    widens = widens || w.lower != 1.0 || w.upper != 1.0;
  }
  const bool off = std::holds_alternative<hearing::SmearingOff>(ear.smearing);
  if (smearing && !off && widens) params.smearing = widening;
  return params;
}

AcousticParams by_bone(const hearing::EarProfile& ear, AcousticParams params) {
  for (int i = 0; i < loss::kPlaces; ++i) {
    const Hertz frequency(loss::place_hz(i));
    const double silence = ear.air.silent_at(frequency) ? kSilenceDb : 0.0;
    params.attenuation_db[static_cast<std::size_t>(i)] =
        static_cast<float>(std::max(silence, implanted_db(ear, frequency)));
  }
  return params;
}

Decibels speech_attenuation(const hearing::EarProfile& ear) {
  double sum_db = 0.0;
  for (const double hz : {500.0, 1000.0, 2000.0}) {
    const Hertz place(hz);
    sum_db += split(ear, place).conductive_db + ear.worn.at(place).value();
  }
  return Decibels(sum_db / 3.0);
}

Decibels ringing_relief(const hearing::EarProfile& ear) {
  constexpr double kReliefDb = 12.0;
  return Decibels(ear.implant ? kReliefDb * ear.implant->adaptation : 0.0);
}

DbSpl ringing_level(const hearing::TinnitusLayer& layer, const hearing::EarProfile& ear) {
  const Decibels relief = ringing_relief(ear);
  if (const auto* level = std::get_if<DbSpl>(&layer.level)) return *level - relief;
  if (const auto* level = std::get_if<Lu>(&layer.level)) {
    return kUsualProgramme + Decibels(level->value()) - relief;
  }
  constexpr double kMostLoss = 80.0, kMostLevel = 45.0;  // dB HL
  const double loss = std::clamp(ear.air.at(layer.pitch).value(), 0.0, kMostLoss);
  const double slope = loss::kCatchUpDbHl / (loss::kCatchUpDbHl - loss);
  const double level = loss::kCatchUpDbHl -
                       slope * (loss::kCatchUpDbHl - loss - std::get<DbSl>(layer.level).value());
  return to_spl(DbHl(std::min(level, kMostLevel)), layer.pitch) - relief;
}

bool AcousticParams::typical() const {
  const auto zero = [](float v) { return v == 0.0f; };
  return std::ranges::all_of(loss_db_hl, zero) && std::ranges::all_of(attenuation_db, zero) &&
         !smearing;
}

}  // namespace otoscape::ear
