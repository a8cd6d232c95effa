// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "io/views/arc_curves.h"
#include "otoscape/c/boundary.h"
#include "otoscape/c/handles.h"
#include "otoscape/ear/fit.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/scene/arc.h"
#include "otoscape/units/reference_threshold.h"

// Facts for drawing.

namespace {

using namespace otoscape;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kSilence = -std::numeric_limits<double>::infinity();

bool in_range(std::int32_t ear, double hz) {
  return (ear == OTOSCAPE_LEFT || ear == OTOSCAPE_RIGHT) && hz >= 20.0 && hz <= 20000.0;
}

// Null for a wrong argument.
const hearing::EarProfile* ear_of(const otoscape_listener* listener, std::int32_t ear, double hz) {
  if (listener == nullptr || !in_range(ear, hz)) return nullptr;
  return ear == OTOSCAPE_LEFT ? &listener->profile.left : &listener->profile.right;
}

// What attenuates before the inner ear, then recruitment.
double heard_db_hl(const ear::PlaceLoss& loss, double in_db_hl) {
  if (loss.attenuation_db >= ear::kSilenceDb) return kSilence;
  return loss::recruited_db_hl(in_db_hl - loss.attenuation_db, loss.sensorineural_db_hl);
}

double in_db(double lin) { return lin > 0.0 ? 20.0 * std::log10(lin) : kSilence; }

double curve_at(const scene::Arc& arc, std::int32_t curve, scene::Side side, Hertz hz,
                double time) {
  switch (curve) {
    case OTOSCAPE_CURVE_THRESHOLD:
      return io::views::hearing_level(arc.ear(side, Seconds(time)), hz).value();
    case OTOSCAPE_CURVE_RINGING:
      return io::views::loudest_ringing(arc, time)[side == scene::Side::left ? 0 : 1];
    default:
      break;
  }
  const scene::MixState mix = arc.mix(Seconds(time));
  switch (curve) {
    case OTOSCAPE_CURVE_PERSPECTIVE:
      return mix.perspective;
    case OTOSCAPE_CURVE_STRESS:
      return mix.stress;
    case OTOSCAPE_CURVE_BREATH:
      return in_db(mix.body.breath_lin);
    case OTOSCAPE_CURVE_HEART:
      return in_db(mix.body.heart_lin);
    default:
      return in_db(mix.body.thuds_lin);
  }
}

}  // namespace

double otoscape_threshold_db_hl(const otoscape_listener* listener, int32_t ear, double hz) {
  const auto* profile = ear_of(listener, ear, hz);
  return profile == nullptr ? kNan : io::views::hearing_level(*profile, Hertz(hz)).value();
}

double otoscape_reference_db_spl(double hz) {
  return hz >= 20.0 && hz <= 20000.0 ? reference_threshold(Hertz(hz)).value() : kNan;
}

double otoscape_output_db_spl(const otoscape_listener* listener, int32_t ear, double hz,
                              double in_db_spl) {
  const auto* profile = ear_of(listener, ear, hz);
  if (profile == nullptr || !std::isfinite(in_db_spl)) return kNan;
  const double reference = reference_threshold(Hertz(hz)).value();
  return reference + heard_db_hl(ear::loss_at(*profile, Hertz(hz)), in_db_spl - reference);
}

// Seven parameters: as its declaration says.
otoscape_status otoscape_scene_curve(const otoscape_scene* scene, int32_t curve, int32_t ear,
                                     double hz, const double* times_s, double* values,
                                     int32_t count) {
  const bool known = curve >= OTOSCAPE_CURVE_PERSPECTIVE && curve <= OTOSCAPE_CURVE_FOOTFALLS;
  const bool of_ear = curve == OTOSCAPE_CURVE_THRESHOLD || curve == OTOSCAPE_CURVE_RINGING;
  if (scene == nullptr || !known || times_s == nullptr || values == nullptr || count < 0 ||
      (of_ear && !in_range(ear, curve == OTOSCAPE_CURVE_THRESHOLD ? hz : 1000.0)) ||
      !std::all_of(times_s, times_s + count, [](double t) { return std::isfinite(t); })) {
    return OTOSCAPE_USAGE;
  }
  return c::guarded<otoscape_status>(nullptr, OTOSCAPE_FAILED, [&] {
    const scene::Arc arc(scene->scene.keyframes);
    const auto side = ear == OTOSCAPE_RIGHT ? scene::Side::right : scene::Side::left;
    std::transform(times_s, times_s + count, values,
                   [&](double time) { return curve_at(arc, curve, side, Hertz(hz), time); });
    return OTOSCAPE_OK;
  });
}
