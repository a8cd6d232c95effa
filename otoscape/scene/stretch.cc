// SPDX-License-Identifier: Apache-2.0
#include "otoscape/scene/stretch.h"

#include <algorithm>
#include <cmath>

#include "otoscape/base/number_text.h"

namespace otoscape::scene {
namespace {

constexpr double kShortestRamp = 0.25;  // s

bool changes_more_than_ears(const Keyframe& k) {
  return k.perspective || k.leak || k.room_level || k.body || k.felt || k.stress || k.carry ||
         k.event;
}

// The smallest factor by which the times around the pop at `at` may be scaled.
double smallest_scale(const std::vector<Keyframe>& keyframes, std::size_t at, const Pop& pop) {
  double scale = 0.0;
  for (std::size_t next = at + 1; next < keyframes.size(); ++next) {
    const double gap = keyframes[next].time.value() - keyframes[at].time.value();
    const bool more = changes_more_than_ears(keyframes[next]);
    const double needed = pop.stillness.value() + (more ? pop.back.value() : 0.0);
    if (gap > 0.0) scale = std::max(scale, needed / gap);
    if (more) break;
  }
  return std::min(scale, 1.0);  // closer together only as its author wrote it
}

Ramp scaled(const Ramp& ramp, double scale, double gap) {
  if (ramp.over <= Seconds(0.0)) return ramp;
  const double least = std::min(kShortestRamp, ramp.over.value());
  const double over = std::min(std::max(ramp.over.value() * scale, least), gap);
  return {Seconds(over), ramp.shape};
}

// To tenths, upwards, so that the length named works.
std::string tenths(double seconds) { return number_text(std::ceil(seconds * 10.0 - 1e-9) / 10.0); }

}  // namespace

Seconds own_length(const Scene& scene) {
  if (scene.length) return *scene.length;
  return scene.keyframes.empty() ? Seconds(0.0) : scene.keyframes.back().time;
}

Seconds shortest_length(const Scene& scene) {
  double scale = 0.0;
  for (std::size_t i = 0; i < scene.keyframes.size(); ++i) {
    const auto& event = scene.keyframes[i].event;
    const Pop* pop = event ? std::get_if<Pop>(&event->what) : nullptr;
    if (pop != nullptr) scale = std::max(scale, smallest_scale(scene.keyframes, i, *pop));
  }
  return Seconds(scale * own_length(scene).value());
}

double stretch_factor(const Scene& scene, Seconds length) {
  const double own = own_length(scene).value();
  const FrameRate rate = scene.frame_rate.value_or(FrameRate{24, 1});
  const double half_frame = 0.5 * rate.denominator / rate.numerator;
  return own <= 0.0 || std::abs(length.value() - own) <= half_frame ? 1.0 : length.value() / own;
}

Result<Scene> stretch(Scene scene, Seconds length) {
  if (!std::isfinite(length.value()) || length <= Seconds(0.0)) {
    return failed("a film to fit a scene to needs a length");
  }
  const double scale = stretch_factor(scene, length), shortest = shortest_length(scene).value();
  if (scale == 1.0) {
    scene.length = length;
    return scene;
  }
  // A length as it is named in the message passes.
  if (length.value() < shortest * (1.0 - 1e-9)) {
    return failed("the film lasts " + tenths(length.value()) +
                  " s, and a pop with its stillness does not fit before what follows; this scene "
                  "needs " +
                  tenths(shortest) + " s or more");
  }
  double last = 0.0;
  for (Keyframe& k : scene.keyframes) {
    const double time = k.time.value() * scale;
    k.time = Seconds(time);
    k.ramp = scaled(k.ramp, scale, time - last);
    if (k.perspective_ramp) k.perspective_ramp = scaled(*k.perspective_ramp, scale, time - last);
    if (k.body_ramp) k.body_ramp = scaled(*k.body_ramp, scale, time - last);
    if (k.felt_ramp) k.felt_ramp = scaled(*k.felt_ramp, scale, time - last);
    last = time;
  }
  scene.length = length;
  return scene;
}

}  // namespace otoscape::scene
