// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "io/views/outline.h"
#include "jobs/measure/calibration_option.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/programme/section_loudness.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::measure {

// How loud a film's default track will be along a scene, estimated from the loudness of its sound
// without rendering it (render/programme/loudness_course.h).
struct SceneCourse {
  render::programme::LoudnessReference reference;    // −23 LUFS where the film is silent
  Seconds begin;                                     // of the first row
  std::vector<render::programme::BusEnergies> rows;  // one each 100 ms
  std::vector<render::programme::SectionLoudness> sections;
  std::vector<render::programme::ReturnCap::Action> cap_actions;
  std::vector<std::string> notes;
};

// Its curves for a picture: means over 3 s.
io::views::LoudnessCurves loudness_curves(const SceneCourse& course);

// The first pass over the film, or what the cache has of it. layout: of its channels; empty: as the
// film says.
Result<SceneCourse> scene_course(const scene::Scene& scene, const std::string& film,
                                 const CalibrationOption& calibration,
                                 const io::ProgressCall& progress, const Layout& layout = {});

}  // namespace otoscape::jobs::measure
