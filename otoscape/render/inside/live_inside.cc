// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/live_inside.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "otoscape/base/block_sums.h"
#include "otoscape/render/inside/ringing_parts.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/ringing_level.h"

namespace otoscape::render::inside {
namespace {

// The scene of one point with this listener: where levels, rates and identities come from.
scene::Arc arc_of(const hearing::HearingProfile& listener, const InsideParams& inside) {
  scene::Keyframe point;
  point.left = listener.left;
  point.right = listener.right;
  point.stress = inside.stress;
  scene::BodySetting& body = point.body.emplace();
  body.breath = inside.body.breath;
  body.heart = inside.body.heart;
  body.thuds = inside.body.thuds;
  body.breath_per_min = inside.body.breath_per_min;
  body.heart_per_min = inside.body.heart_per_min;
  body.thuds_per_min = inside.body.thuds_per_min;
  body.film_heart = inside.body.film_heart;
  body.mouth = inside.body.mouth;
  body.floor = inside.body.floor;
  return scene::Arc({point});
}

BodyRhythm rhythm_of(const scene::Arc& arc, Hertz rate) {
  const auto rate_of = [&](double (scene::Arc::*cycles)(Seconds) const) {
    constexpr double kSlowest = 1e-3;  // a second: beats must come to an end, whatever is asked
    return std::max(kSlowest, (arc.*cycles)(Seconds(1.0))) / rate.value();
  };
  return {{0.0, rate_of(&scene::Arc::heart_cycles)},
          {0.0, rate_of(&scene::Arc::breath_cycles)},
          {0.0, rate_of(&scene::Arc::thud_cycles)}};
}

scene::BodyLevels levels_of(const scene::Arc& arc) { return arc.mix(Seconds(0.0)).body; }

double energy(double lufs) { return std::pow(10.0, lufs / 10.0); }

}  // namespace

std::unique_ptr<const LiveInside> LiveInsideDesigner::make(const hearing::HearingProfile& written,
                                                           const RenderParams& params) {
  const auto listener = programme::in_db(written, {programme::kUsualLufs, params.calibration});
  const InsideParams::Body& body = params.inside.body;
  const bool rings = params.inside.ringing != TinnitusMode::off &&
                     !(listener.left.tinnitus.empty() && listener.right.tinnitus.empty());
  if (!rings && !body.breath && !body.heart && !body.thuds) return nullptr;
  const scene::Arc arc = arc_of(listener, params.inside);
  LiveBody sounds(
      {spec_.rate, params.seed, levels_of(arc), params.inside.stress, arc.film_heart()});
  std::unique_ptr<LiveInside> made(new LiveInside(arc, params, std::move(sounds), clock_));
  made->add_ringing(arc, params, spec_.ears);
  if (made->silent()) return nullptr;
  return made;
}

LiveInside::LiveInside(const scene::Arc& arc, const RenderParams& params, LiveBody body,
                       const quantum::QuantumClock& clock)
    : clock_(clock),
      mode_(params.inside.ringing),
      units_per_pascal_(1.0f / static_cast<float>(params.calibration.pascals_per_unit())),
      rhythm_(rhythm_of(arc, clock.rate)),
      body_(std::move(body)) {
  if (body_.silent()) return;
  energy_ = energy(programme::body_lufs(levels_of(arc), params.calibration, {}, arc.film_heart()));
}

void LiveInside::add_ringing(const scene::Arc& arc, const RenderParams& params, int ears) {
  SceneParams along{params, mode_};
  along.seed = params.seed;
  const double ears_per_voice = ears == 1 ? 2.0 : 1.0;  // one channel is heard by both
  std::vector<RingingChange> changes;
  for (const RingingPart& part : ringing_parts(arc, along, clock_, changes)) {
    if (part.ear >= ears) continue;
    const RingingPart::Moment always = part.at(0);
    const Decibels lift = programme::stress_lift(DbSpl(always.level_db_spl),
                                                 always.stress * params.inside.stress, mode_);
    energy_ +=
        ears_per_voice * energy(always.level_db_spl + lift.value() + always.loudness_re_level);
    voices_.push_back({part.ear, part.layer.kind == hearing::TinnitusLayer::Kind::pulsatile,
                       static_cast<float>(to_amplitude(lift)),
                       tinnitus::RingingVoice(clock_.rate, clock_.frames, part.score)});
  }
}

void LiveInside::sound(std::int64_t quantum, const BodyRhythm& rhythm,
                       PascalBlock out) const noexcept {
  clear_sound(out);
  const std::int64_t first = clock_.frame_of(quantum);
  body_.add(first, rhythm, out);
  for (const Voice& voice : voices_) {
    tinnitus::TickDrive drive{voice.gain_lin, voice.gain_lin};
    if (voice.pulsatile) {
      drive.pulse_from = rhythm.heart.at(first);
      drive.pulse_to = rhythm.heart.at(first + clock_.frames);
    }
    voice.sound.add(quantum, drive, out.channel(voice.ear));
  }
}

float LiveInside::gain_lin(double programme_lufs) const noexcept {
  const double most = energy(programme::internal_limit_lufs(programme_lufs, mode_));
  return units_per_pascal_ * static_cast<float>(std::sqrt(std::min(1.0, most / energy_)));
}

}  // namespace otoscape::render::inside
