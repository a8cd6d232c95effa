// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "jobs/models/speech_audibility.h"

namespace otoscape::jobs::audibility {

// For the summary of a render: a sentence without a full stop, and remarks on it where there are
// any.
std::vector<std::string> sentences(const models::SpeechAudibility& audibility);
// The numbers in it; all: with every value along the time.
nlohmann::ordered_json to_json(const models::SpeechAudibility& audibility, bool all);

}  // namespace otoscape::jobs::audibility
