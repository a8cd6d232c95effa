// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/page/exhibition.h"

#include <fmt/format.h>

#include <utility>

#include "apps/demo/film/story.h"
#include "apps/demo/film/subtitles.h"
#include "apps/demo/page/page.h"
#include "apps/demo/page/pictures.h"
#include "apps/demo/sound/timeline.h"
#include "io/files/listener_file.h"
#include "io/files/scene_file.h"
#include "jobs/report/hearing_course.h"

namespace otoscape::demo::page {

Status Exhibition::add_typical(const film::Films& films) {
  const Heard heard = compare(spectra_, scene_.sound, spectra_, scene_.active);
  exhibits_.push_back(
      {"typical", "Typical hearing", "", films.mp4, heard, {}, pictures_of(scene_.sound), {}, {}});
  return ok();
}

Status Exhibition::add_listener(const film::Listener& listener, const film::Render& render) {
  const auto sound = film::decode(runner_, render.films.mkv);
  if (!sound) return sound.error();
  const auto loaded = io::files::load_listener(fmt::format("preset:{}", listener.preset));
  if (!loaded) return loaded.error();
  const Heard heard = compare(spectra_, *sound, StereoSpectra(*sound), scene_.active);
  exhibits_.push_back({std::string(listener.preset), std::string(listener.name),
                       std::string(listener.loss), render.films.mp4, heard,
                       describe(exhibits_[0].heard, heard), pictures_of(*sound),
                       jobs::report::hearing_course(loaded->profile), render.audiogram_svg});
  return ok();
}

Status Exhibition::add_story(const film::StoryRender& render) {
  const auto sound = film::decode(runner_, render.films.mkv);
  if (!sound) return sound.error();
  const auto scene = io::files::load_scene(fmt::format("preset:{}", film::kStoryScene));
  if (!scene) return scene.error();
  story_.told = render.told;
  story_.arc_svg = render.arc_svg;
  story_.along = {
      std::string(film::kStoryScene),
      "Along the arc",
      "one possible story",
      render.films.mp4,
      {},
      {"A ringing that grows, a pop, almost nothing but the body, two implants, silence.", {}},
      pictures_of(*sound),
      jobs::report::hearing_course(scene->scene, Seconds(0.0), Seconds(sound::kSceneLength)),
      {}};
  return ok();
}

Status Exhibition::add_implant(film::ImplantRender render) {
  auto exhibit = exhibit_implant(std::move(render));
  if (!exhibit) return exhibit.error();
  implant_ = *std::move(exhibit);
  return ok();
}

Result<std::string> Exhibition::page() {
  return build_page({exhibits_, story_, implant_, film::as_webvtt(film::captions(scene_.lines)),
                     describe(scene_.levels)});
}

}  // namespace otoscape::demo::page
