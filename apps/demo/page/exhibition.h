// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "apps/demo/film/film.h"
#include "apps/demo/film/listeners.h"
#include "apps/demo/film/renders.h"
#include "apps/demo/page/page_contents.h"
#include "apps/demo/sound/mix.h"

namespace otoscape::demo::page {

// Collects what the page shows, compares each render with the scene and measures it for its
// pictures.
class Exhibition {
 public:
  // `runner` and `scene` must outlive it.
  Exhibition(const tools::Runner& runner, const sound::Scene& scene)
      : runner_(runner), scene_(scene), spectra_(scene.sound) {}

  // The films as mixed: to be added before any listener's.
  Status add_typical(const film::Films& films);
  Status add_listener(const film::Listener& listener, const film::Render& render);
  Status add_story(const film::StoryRender& render);
  Status add_implant(film::ImplantRender render);
  Result<std::string> page();

 private:
  const tools::Runner& runner_;
  const sound::Scene& scene_;
  StereoSpectra spectra_;
  std::vector<Exhibit> exhibits_;
  StoryPart story_;
  ImplantExhibit implant_;
};

}  // namespace otoscape::demo::page
