// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "jobs/models/scene_options.h"

namespace otoscape::jobs {

inline constexpr double kHeldDownDb = -0.05;  // a gain below it is worth a line

// One line of a summary: a name and what is said of it.
std::string line(const char* name, const std::string& text);

// The part of a summary that is about a scene, in lines and as JSON.
std::string scene_text(const models::SceneSummary& scene);
nlohmann::ordered_json to_json(const models::SceneSummary& scene);

}  // namespace otoscape::jobs
