// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/progress.h"
#include "io/strip/strip.h"
#include "jobs/video/strip_course.h"
#include "jobs/video/video_request.h"

namespace otoscape::jobs::video {

// What a strip is drawn from.
struct StripFacts {
  StripCourse course;
  io::strip::StripFilm film;
  std::string relation, name;       // whose ears: "of the listener", and its name
  std::vector<std::string> speech;  // sentences
  std::vector<std::string> notices, notes;
};

// Of the programme: reads it, unless speech audibility is given. Without sound there is no speech
// to show, which is said.
Result<StripFacts> strip_facts(const VideoJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs::video
