// SPDX-License-Identifier: Apache-2.0
#include "otoscape/c/params.h"

#include "otoscape/c/boundary.h"
#include "otoscape/render/quantum/check_params.h"
#include "otoscape/render/quantum/inside_params.h"

namespace otoscape::c {
namespace {

otoscape_params usual() {
  const scene::BodySetting body;
  otoscape_params params{};
  params.size = sizeof params;
  params.full_scale_db_spl = Calibration::home().unit_rms().value();
  params.ceiling_dbtp = -1.0;
  params.smearing = 1;
  params.return_cap_lu = 20.0;
  params.breaths_per_min = body.breath_per_min;
  params.beats_per_min = body.heart_per_min;
  params.steps_per_min = body.thuds_per_min;
  return params;
}

render::TinnitusMode ringing_of(const otoscape_params& params, render::TinnitusMode usual) {
  switch (params.ringing) {
    case OTOSCAPE_RINGING_OFF:
      return render::TinnitusMode::off;
    case OTOSCAPE_RINGING_SOFT:
      return render::TinnitusMode::soft;
    case OTOSCAPE_RINGING_FULL:
      return render::TinnitusMode::full;
    default:
      return usual;
  }
}

render::InsideParams inside_of(const otoscape_params& params) {
  render::InsideParams inside;
  inside.ringing = ringing_of(params, render::TinnitusMode::off);
  render::InsideParams::Body& body = inside.body;
  if (params.body & OTOSCAPE_BREATH) body.breath = Decibels(params.breath_db);
  if (params.body & OTOSCAPE_HEART) body.heart = Decibels(params.heart_db);
  if (params.body & OTOSCAPE_FOOTFALLS) body.thuds = Decibels(params.footfalls_db);
  body.breath_per_min = params.breaths_per_min;
  body.heart_per_min = params.beats_per_min;
  body.thuds_per_min = params.steps_per_min;
  inside.stress = params.stress;
  return inside;
}

}  // namespace

render::RenderParams listener_params(const otoscape_params& params) {
  render::RenderParams made;
  made.calibration = Calibration(DbSpl(params.full_scale_db_spl));
  made.smearing = params.smearing != 0;
  made.temporal_window = Seconds(params.temporal_window_ms / 1000.0);
  made.output_gain = Decibels(params.output_gain_db);
  made.ceiling_dbtp = params.ceiling_dbtp;
  made.seed = params.seed == 0 ? 1 : params.seed;
  made.inside = inside_of(params);
  return made;
}

render::SceneParams scene_params(const otoscape_params& params, const scene::Scene& scene) {
  render::SceneParams made;
  made.render = listener_params(params);
  made.tinnitus = ringing_of(params, render::TinnitusMode::full);
  made.return_cap_lu = params.return_cap_lu;
  made.seed = params.seed == 0 ? scene.seed : params.seed;
  made.felt_physical = scene.felt_physical;
  return made;
}

Result<otoscape_params> params_of(const otoscape_params* params) {
  otoscape_params all = usual();
  if (params == nullptr) return all;
  if (auto status = copy_in(params, all); !status) return status.error();
  constexpr std::int32_t kBody = OTOSCAPE_BREATH | OTOSCAPE_HEART | OTOSCAPE_FOOTFALLS;
  if ((all.body & ~kBody) != 0) return wrong_usage("body holds a bit that names no sound");
  if (all.ringing < OTOSCAPE_RINGING_DEFAULT || all.ringing > OTOSCAPE_RINGING_FULL) {
    return wrong_usage("ringing is none of its four values");
  }
  if (auto status = render::check_params(scene_params(all, {})); !status) return status.error();
  return all;
}

}  // namespace otoscape::c

void otoscape_params_init(otoscape_params* params, size_t size) {
  otoscape::c::init(params, size, otoscape::c::usual());
}
