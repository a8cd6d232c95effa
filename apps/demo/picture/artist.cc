// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/artist.h"

#include "apps/demo/picture/booth.h"
#include "apps/demo/picture/clinic.h"
#include "apps/demo/picture/home.h"
#include "apps/demo/picture/party.h"
#include "apps/demo/picture/stage.h"
#include "apps/demo/picture/street.h"
#include "apps/demo/picture/titles.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::picture {
namespace {

std::unique_ptr<Place> make(Location location, const sound::Scene& scene, double scale) {
  switch (location) {
    case Location::stage:
      return make_stage(scene, scale);
    case Location::booth:
      return make_booth(scene, scale);
    case Location::clinic:
      return make_clinic(scene, scale);
    case Location::party:
      return make_party(scene, scale);
    case Location::street:
      return make_street(scene, scale);
    case Location::home:
      break;
  }
  return make_home(scene, scale);
}

// Fades in from black and out to it, and darkens where three months go by. Slow: it is no flash.
double darkness(double seconds) {
  const double months = 0.85 * ease(66.5, 67.9, seconds) * (seconds < sound::kStreetStart);
  const double arrives = 0.85 *
                         (1.0 - ease(sound::kStreetStart, sound::kStreetStart + 0.8, seconds)) *
                         (seconds >= sound::kStreetStart);
  return std::max({1.0 - ease(-0.4, 1.2, seconds), months, arrives,
                   ease(sound::kSceneLength - 2.2, sound::kSceneLength - 0.1, seconds)});
}

}  // namespace

Artist::Artist(const sound::Scene& scene, double scale) : scene_(scene), scale_(scale) {}

void Artist::draw(Canvas& canvas, double seconds) {
  const Shot& shot = shot_at(seconds);
  auto& place = places_[static_cast<std::size_t>(shot.location)];
  if (!place) place = make(shot.location, scene_, scale_);
  place->draw(canvas, {seconds, camera_at(seconds)});
  if (const double dark = darkness(seconds); dark > 0.0) canvas.cover(ink(0x08070d, dark));
  draw_titles(canvas, seconds);
}

}  // namespace otoscape::demo::picture
