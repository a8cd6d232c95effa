// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/internal_loudness.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "otoscape/body/levels.h"
#include "otoscape/ear/fit.h"
#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

using Kind = hearing::TinnitusLayer::Kind;

double to_energy(double db) { return std::pow(10.0, db / 10.0); }

// What the loudest 3 s of an hour stand above the level, measured on the families' envelopes.
double loudest_3s_db(Kind kind) {
  switch (kind) {
    case Kind::tone:
      return 0.0;
    case Kind::noise:
      return 0.1;
    case Kind::pulsatile:
      return 1.2;
    case Kind::low_fluctuating:
      return 3.2;
    case Kind::crickets:
      return 0.6;
  }
  return 0.0;
}

// A body source: its level at 0 dB; what K weighting and the full occlusion effect make of its
// spectrum; and what its loudest 3 s stand above it. All but the level are measured.
struct BodySound {
  DbSpl level;
  double k_db, occluded_db, loudest_3s_db;
};
constexpr BodySound kHeart{body::kHeartLevel, body::kPlainHeart.k_db, 23.5, 2.2};
constexpr BodySound kFilmHeart{body::kHeartLevel, body::kFilmHeart.k_db, 22.2, 2.2};
constexpr BodySound kNose{body::kBreathLevel, body::kNoseBreath.k_db, 18.4, 4.3};
constexpr BodySound kMouth{body::kBreathLevel, body::kMouthBreath.k_db, 16.6, 4.3};
constexpr std::array<double, 4> kStepsOccluded = {22.8, 22.7, 22.0, 15.8};
// A file is brought to the breath's loudness.
constexpr BodySound kTrack{body::kBreathLevel, 0.0, 15.0, 3.0};

BodySound steps_on(scene::Floor floor) {
  const auto index = static_cast<std::size_t>(floor);
  return {body::kThudLevel, body::kSteps[index].k_db, kStepsOccluded[index], 2.6};
}

double layer_energy(const hearing::TinnitusLayer& layer, DbSpl level,
                    const Calibration& calibration, InternalOver over) {
  // By which a drift raises the loudest 3 s of an hour of a steady layer: 3.1 to 4.3 dB in six
  // ears.
  constexpr double kDriftDb = 3.7;
  const double more = over == InternalOver::loudest_3s
                          ? std::hypot(loudest_3s_db(layer.kind), layer.drift ? kDriftDb : 0.0)
                          : 0.0;
  return to_energy(calibration.to_fs(level).value() + more) * k_weight_lin(layer.pitch);
}

BodySound sound_of(const BodySound& model, const std::optional<RecordedLevel>& recorded) {
  if (!recorded) return model;
  return {model.level, recorded->k_db, recorded->occluded_db, recorded->loudest_3s_db};
}

// The sources at a moment.
struct Body {
  const scene::BodyLevels& levels;
  bool film_heart;
  const RecordedLevels& recorded;
};

double body_energy(const Body& body, const Calibration& calibration,
                   const std::array<double, 2>& occlusion, InternalOver over) {
  double energy = 0.0;
  const auto add = [&](const BodySound& sound, double amplitude_lin) {
    const double more = over == InternalOver::loudest_3s ? sound.loudest_3s_db : 0.0;
    const double ear_energy = amplitude_lin * amplitude_lin *
                              to_energy(calibration.to_fs(sound.level).value() + sound.k_db + more);
    for (double amount : occlusion) {
      const double lift =
          std::lerp(1.0, to_amplitude(Decibels(sound.occluded_db)), std::clamp(amount, 0.0, 1.0));
      energy += ear_energy * lift * lift;
    }
  };
  const scene::BodyLevels& levels = body.levels;
  add(sound_of(body.film_heart ? kFilmHeart : kHeart, body.recorded.heart), levels.heart_lin);
  add(sound_of(levels.mouth ? kMouth : kNose, body.recorded.breath), levels.breath_lin);
  add(sound_of(steps_on(levels.floor), body.recorded.steps), levels.thuds_lin);
  add(kTrack, levels.track_lin);
  return energy;
}

}  // namespace

double ringing_lufs(const hearing::TinnitusLayer& layer, DbSpl level,
                    const Calibration& calibration, InternalOver over) {
  return to_lufs(layer_energy(layer, level, calibration, over));
}

double body_lufs(const scene::BodyLevels& levels, const Calibration& calibration,
                 const std::array<double, 2>& occlusion, bool film_heart,
                 const RecordedLevels& recorded) {
  return to_lufs(body_energy({levels, film_heart, recorded}, calibration, occlusion,
                             InternalOver::loudest_3s));
}

double body_long_term_lufs(const scene::BodyLevels& levels, const Calibration& calibration,
                           bool film_heart, const RecordedLevels& recorded) {
  return to_lufs(
      body_energy({levels, film_heart, recorded}, calibration, {}, InternalOver::long_term));
}

double internal_energy(const LoudnessState& state, const Calibration& calibration,
                       InternalOver over, double stillness_lin) {
  double energy = body_energy({state.mix.body, state.film_heart, state.recorded}, calibration,
                              state.mix.occlusion, over);
  for (const auto& ear : state.ears) {
    for (const auto& layer : ear.tinnitus)
      energy += stillness_lin * stillness_lin *
                layer_energy(layer, ear::ringing_level(layer, ear), calibration, over);
  }
  return energy;
}

double internal_limit_lufs(double programme_lufs, TinnitusMode mode) noexcept {
  constexpr double kSoftLu = -20.0;
  return programme_lufs + (mode == TinnitusMode::soft ? kSoftLu : 0.0);
}

}  // namespace otoscape::render::programme
