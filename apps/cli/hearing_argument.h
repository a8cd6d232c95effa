// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "jobs/render_request.h"
#include "otoscape/base/result.h"

namespace otoscape::cli {

// Whose ears, of a command that does not render: one of --listener and --scene.
struct HearingArguments {
  std::string listener, scene;
  bool fit = false;
};

// Loads them into job.model; of a scene with job.tinnitus. Answers notes.
Result<std::vector<std::string>> load_hearing(const HearingArguments& asked, jobs::RenderJob& job);

}  // namespace otoscape::cli
