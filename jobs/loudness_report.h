// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "jobs/loudness_job.h"
#include "jobs/measure/section_table.h"

namespace otoscape::jobs {

// A report in lines, and as one JSON object.
std::string to_text(const LoudnessReport& report);
std::string to_json(const LoudnessReport& report);

// The same for the summary of a render: one line or a few, and the keys of its own object.
std::string loudness_lines(const measure::LoudnessFacts& facts, const measure::TimeText& time);
nlohmann::ordered_json to_json(const measure::LoudnessFacts& facts);
// Loudness and true peak in a few words.
std::string level_text(const measure::LoudnessFacts& facts);

}  // namespace otoscape::jobs
