// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>

#include "jobs/haptics/haptics_writer.h"

namespace otoscape::jobs::haptics {

// For the summary of a render: without a full stop; and as one JSON object, null where there is no
// vibration.
std::string sentence(const HapticsSummary& haptics);
nlohmann::ordered_json to_json(const std::optional<HapticsSummary>& haptics);

}  // namespace otoscape::jobs::haptics
