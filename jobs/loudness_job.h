// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/measure/loudness_facts.h"
#include "jobs/measure/loudness_target.h"
#include "otoscape/base/layout.h"
#include "otoscape/base/result.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs {

// Measures one track of a file; nothing is written.
struct LoudnessJob {
  std::string in;
  std::optional<int> track;  // from 1; none: the file's default
  Layout layout;             // of its channels; empty: as the file says
  std::optional<scene::Scene> scene;
  bool fit = false;    // stretch the scene to the file's length
  std::string target;  // one of loudness_targets(); empty: none
};

struct LoudnessReport {
  std::string in;
  int track = 1;
  double rate_hz = 0.0;
  std::string layout;  // "5.1", or the loudspeakers
  measure::LoudnessFacts facts;
  std::optional<measure::LoudnessVerdict> verdict;
  std::optional<scene::Scene> scene;  // as measured, for its times
  std::vector<std::string> notes;
};

Result<LoudnessReport> run(const LoudnessJob& job, const io::ProgressCall& progress);

}  // namespace otoscape::jobs
