// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/live_body.h"

namespace otoscape::render::inside {

Rhythm Rhythm::continued(double new_per_frame, std::int64_t frame) const noexcept {
  return {at_zero + (per_frame - new_per_frame) * static_cast<double>(frame), new_per_frame};
}

BodyRhythm BodyRhythm::continued(const BodyRhythm& rates, std::int64_t frame) const noexcept {
  return {heart.continued(rates.heart.per_frame, frame),
          breath.continued(rates.breath.per_frame, frame),
          thuds.continued(rates.thuds.per_frame, frame)};
}

LiveBody::LiveBody(const Setup& setup) : levels_(setup.levels) {
  BodyParts parts;
  parts.heart = levels_.heart_lin > 0.0;
  parts.breath = levels_.breath_lin > 0.0;
  parts.steps = levels_.thuds_lin > 0.0;
  if (!parts.any()) return;
  parts.film_heart = setup.film_heart;
  parts.ways = {!levels_.mouth, levels_.mouth};
  parts.floors = {floor_of(levels_.floor)};
  const RhythmPace pace{
      {}, setup.rate.value(), setup.stress, levels_.mouth, floor_of(levels_.floor)};
  player_.emplace(setup.rate, setup.seed, parts, pace);
}

void LiveBody::add(std::int64_t first_frame, const BodyRhythm& rhythm,
                   const PascalBlock& out) noexcept {
  if (!player_) return;
  if (!(player_->pace().rhythm == rhythm)) {
    RhythmPace pace = player_->pace();
    pace.rhythm = rhythm;
    player_->use(pace);
  }
  player_->add(first_frame, levels_, levels_, out);
}

}  // namespace otoscape::render::inside
