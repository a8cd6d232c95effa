// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/live_body.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "otoscape/body/shots.h"
#include "otoscape/body/sounds.h"
#include "otoscape/render/inside/beats.h"
#include "otoscape/render/quantum/random_key.h"

namespace otoscape::render::inside {
namespace {

struct Source {
  const Rhythm& rhythm;
  std::uint64_t key;
  double jitter_share;

  double place_of(std::int64_t number) const noexcept OTOSCAPE_RT {
    return rhythm.passes(static_cast<double>(number) + jitter_share * jitter(key, number));
  }
  std::int64_t frame_of(std::int64_t number) const noexcept OTOSCAPE_RT {
    return std::llround(place_of(number));
  }
  // The newest that began at this frame or before.
  std::int64_t last_at(std::int64_t frame) const noexcept OTOSCAPE_RT {
    auto number = static_cast<std::int64_t>(std::floor(rhythm.at(frame))) + 1;
    while (frame_of(number) > frame) --number;
    return number;
  }
};

}  // namespace

Rhythm Rhythm::continued(double new_per_frame, std::int64_t frame) const noexcept {
  return {at_zero + (per_frame - new_per_frame) * static_cast<double>(frame), new_per_frame};
}

BodyRhythm BodyRhythm::continued(const BodyRhythm& rates, std::int64_t frame) const noexcept {
  return {heart.continued(rates.heart.per_frame, frame),
          breath.continued(rates.breath.per_frame, frame),
          thuds.continued(rates.thuds.per_frame, frame)};
}

BodyTables::Heart BodyTables::heart(bool film) {
  Heart& heart = hearts_[film ? 1 : 0];
  if (!heart.first) {
    auto sounds = body::heart_sounds(rate_, film);
    heart.first = std::make_shared<const std::vector<float>>(std::move(sounds.first));
    heart.second = std::make_shared<const std::vector<float>>(std::move(sounds.second));
  }
  return heart;
}

BodyTables::Sound BodyTables::thud() {
  if (!thud_) thud_ = std::make_shared<const std::vector<float>>(body::thud_sound(rate_));
  return thud_;
}

std::shared_ptr<const body::Breath> BodyTables::breath(std::uint64_t seed) {
  if (!breath_ || seed != breath_seed_) {
    breath_ = std::make_shared<const body::Breath>(rate_, quantum::named_key(seed, "breath noise"));
    breath_seed_ = seed;
  }
  return breath_;
}

LiveBody::LiveBody(BodyTables& tables, std::uint64_t seed, const scene::BodyLevels& levels,
                   bool film_heart)
    : rate_(tables.rate()),
      heart_key_(quantum::named_key(seed, "heart")),
      breath_key_(quantum::named_key(seed, "breath")),
      thud_key_(quantum::named_key(seed, "thuds")),
      heart_lin_(static_cast<float>(levels.heart_lin)),
      breath_lin_(static_cast<float>(levels.breath_lin)),
      thuds_lin_(static_cast<float>(levels.thuds_lin)) {
  if (levels.heart_lin > 0.0) heart_ = tables.heart(film_heart);
  if (levels.breath_lin > 0.0) breath_ = tables.breath(seed);
  if (levels.thuds_lin > 0.0) thud_ = tables.thud();
}

void LiveBody::add(std::int64_t first_frame, const BodyRhythm& rhythm,
                   std::span<float> out) const noexcept {
  if (heart_.first) add_heart(first_frame, rhythm.heart, out);
  if (thud_) add_thuds(first_frame, rhythm.thuds, out);
  if (breath_) add_breath(first_frame, rhythm.breath, out);
}

void LiveBody::add_heart(std::int64_t first_frame, const Rhythm& rhythm,
                         std::span<float> out) const noexcept {
  const Source beats{rhythm, heart_key_, kHeartJitter};
  const std::int64_t end = first_frame + std::ssize(out);
  std::int64_t number = beats.last_at(end - 1);
  double next = beats.place_of(number + 1);
  for (;; --number) {
    const double place = beats.place_of(number), rate_hz = rate_.value();
    const double after = body::kSecondSoundAfter * std::sqrt((next - place) / rate_hz) * rate_hz;
    const std::int64_t first = std::llround(place), second = std::llround(place + after);
    // The sounds of a beat before that one end sooner.
    if (std::max(first + std::ssize(*heart_.first), second + std::ssize(*heart_.second)) <
        first_frame)
      return;
    body::add_shot(*heart_.first, {first, heart_lin_}, first_frame, out);
    body::add_shot(*heart_.second, {second, heart_lin_}, first_frame, out);
    next = place;
  }
}

void LiveBody::add_thuds(std::int64_t first_frame, const Rhythm& rhythm,
                         std::span<float> out) const noexcept {
  const Source steps{rhythm, thud_key_, kThudJitter};
  std::int64_t number = steps.last_at(first_frame + std::ssize(out) - 1);
  for (;; --number) {
    const std::int64_t frame = steps.frame_of(number);
    if (frame + std::ssize(*thud_) < first_frame) return;
    body::add_shot(*thud_, {frame, thuds_lin_}, first_frame, out);
  }
}

void LiveBody::add_breath(std::int64_t first_frame, const Rhythm& rhythm,
                          std::span<float> out) const noexcept {
  const Source breaths{rhythm, breath_key_, kBreathJitter};
  const std::int64_t number = breaths.last_at(first_frame);
  std::array<body::BreathCycle, 2> cycles;  // the one that goes on, and one that may begin
  std::int64_t start = breaths.frame_of(number);
  for (std::size_t i = 0; i < cycles.size(); ++i) {
    const std::int64_t end = breaths.frame_of(number + static_cast<std::int64_t>(i) + 1);
    cycles[i] = {start, end - start};
    start = end;
  }
  breath_->add(first_frame, cycles, breath_lin_, out);
}

}  // namespace otoscape::render::inside
