// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/programme/levels_in_db.h"

#include <algorithm>

#include "otoscape/render/programme/k_weighting.h"

namespace otoscape::render::programme {
namespace {

void layers_in_db(hearing::EarProfile& ear, const LoudnessReference& reference) {
  for (hearing::TinnitusLayer& layer : ear.tinnitus) {
    if (const auto* lu = std::get_if<Lu>(&layer.level)) {
      layer.level = in_db_spl(*lu, layer.pitch, reference);
    }
  }
}

void body_in_db(scene::BodySetting& body, const LoudnessReference& reference) {
  const auto convert = [&](std::optional<scene::BodyLevel>& level, scene::BodyLevels documented) {
    if (!level) return;
    if (const auto* lu = std::get_if<Lu>(&*level)) {
      const double is = body_long_term_lufs(documented, reference.calibration, body.film_heart,
                                            reference.recorded);
      level = Decibels(reference.programme_lufs + lu->value() - is);
    }
  };
  convert(body.breath, {.breath_lin = 1.0, .mouth = body.mouth});
  convert(body.heart, {.heart_lin = 1.0});
  convert(body.thuds, {.thuds_lin = 1.0, .floor = body.floor});
  convert(body.track, {.track_lin = 1.0});
}

bool in_lu(const hearing::EarProfile& ear) {
  return std::ranges::any_of(
      ear.tinnitus, [](const auto& layer) { return std::holds_alternative<Lu>(layer.level); });
}

bool in_lu(const std::optional<scene::BodyLevel>& level) {
  return level && std::holds_alternative<Lu>(*level);
}

}  // namespace

DbSpl in_db_spl(Lu level, Hertz pitch, const LoudnessReference& reference) {
  const double of_unit_rms = to_lufs(k_weight_lin(pitch));
  return reference.calibration.to_spl(DbFs(reference.programme_lufs + level.value() - of_unit_rms));
}

hearing::HearingProfile in_db(hearing::HearingProfile listener,
                              const LoudnessReference& reference) {
  layers_in_db(listener.left, reference);
  layers_in_db(listener.right, reference);
  return listener;
}

std::vector<scene::Keyframe> in_db(std::vector<scene::Keyframe> keyframes,
                                   const LoudnessReference& reference) {
  for (scene::Keyframe& k : keyframes) {
    if (k.left) layers_in_db(*k.left, reference);
    if (k.right) layers_in_db(*k.right, reference);
    if (k.body) body_in_db(*k.body, reference);
  }
  return keyframes;
}

bool has_lu(const hearing::HearingProfile& listener) {
  return in_lu(listener.left) || in_lu(listener.right);
}

bool has_lu(const std::vector<scene::Keyframe>& keyframes) {
  return std::ranges::any_of(keyframes, [](const scene::Keyframe& k) {
    return (k.left && in_lu(*k.left)) || (k.right && in_lu(*k.right)) ||
           (k.body && (in_lu(k.body->breath) || in_lu(k.body->heart) || in_lu(k.body->thuds) ||
                       in_lu(k.body->track)));
  });
}

}  // namespace otoscape::render::programme
