// SPDX-License-Identifier: Apache-2.0
#include "jobs/audibility/hearing_course.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "jobs/audibility/ear_now.h"
#include "otoscape/render/programme/levels_in_db.h"

namespace otoscape::jobs::audibility {
namespace {

using scene::RingingStep;

constexpr double kEver = std::numeric_limits<double>::infinity();

std::vector<scene::Keyframe> in_db(const models::HearingFacts& facts, Calibration calibration) {
  if (!render::programme::has_lu(facts.keyframes)) return facts.keyframes;
  return render::programme::in_db(
      facts.keyframes, {facts.programme != nullptr ? facts.programme->integrated_lufs().value_or(
                                                         render::programme::kUsualLufs)
                                                   : render::programme::kUsualLufs,
                        calibration});
}

// Powers, `part` of the way from one to the other.
double between(double from_db, double to_db, double part) {
  return 10.0 * std::log10((1.0 - part) * std::pow(10.0, 0.1 * from_db) +
                           part * std::pow(10.0, 0.1 * to_db));
}

}  // namespace

HearingCourse::HearingCourse(const models::HearingFacts& facts, Calibration calibration)
    : arc_(in_db(facts, calibration)), mode_(facts.ringing) {}

const HeardNow& HearingCourse::at(Seconds time) {
  if (time.value() < steady_from_ || time.value() >= steady_to_) find_ears(time);
  const scene::MixState mix = arc_.mix(time);
  now_.character_lin = mix.perspective * mix.stillness_lin;
  now_.room_lin = (1.0 - mix.perspective) + mix.perspective * mix.leak_lin;
  return now_;
}

void HearingCourse::find_ears(Seconds time) {
  const double t = time.value();
  steady_from_ = -kEver;
  steady_to_ = kEver;
  const auto meet = [&](double start, double end) {
    if (end <= t) steady_from_ = std::max(steady_from_, end);
    if (start > t) steady_to_ = std::min(steady_to_, start);
    if (start <= t && t < end) steady_to_ = t;  // it moves
  };
  for (const auto& movement : arc_.ear_movements()) {
    meet(movement.start.value(), movement.end.value());
  }
  for (const RingingStep& step : arc_.ringing()) meet(step.start.value(), step.end.value());
  const std::array<hearing::EarProfile, 2> ears = {arc_.ear(scene::Side::left, time),
                                                   arc_.ear(scene::Side::right, time)};
  const auto noise = ringing(time, ears);
  for (std::size_t ear = 0; ear < 2; ++ear) {
    now_.ears[ear] = ear_now(ears[ear]);
    now_.ears[ear].noise_db = noise[ear];
    now_.electric[ear] = ears[ear].implant.has_value();
    now_.acoustic[ear] = !ears[ear].implant || ears[ear].implant->eas_crossover.has_value();
  }
}

std::array<metrics::EarNow::Bands, 2> HearingCourse::ringing(
    Seconds time, const std::array<hearing::EarProfile, 2>& ears) const {
  const auto steps = arc_.ringing();
  const RingingStep *before = nullptr, *next = nullptr;
  for (const RingingStep& step : steps) {
    if (step.end <= time || before == nullptr) {
      before = &step;
    } else if (step.start <= time) {
      next = &step;
    }
  }
  std::array<metrics::EarNow::Bands, 2> noise = {metrics::EarNow::silence(),
                                                 metrics::EarNow::silence()};
  if (before == nullptr) return noise;
  for (std::size_t ear = 0; ear < 2; ++ear) {
    noise[ear] = ringing_noise_db(before->to[ear].tinnitus, ears[ear], mode_);
    if (next == nullptr) continue;
    const double part =
        (time.value() - next->start.value()) / (next->end.value() - next->start.value());
    const auto to = ringing_noise_db(next->to[ear].tinnitus, ears[ear], mode_);
    for (std::size_t b = 0; b < to.size(); ++b) noise[ear][b] = between(noise[ear][b], to[b], part);
  }
  return noise;
}

}  // namespace otoscape::jobs::audibility
