// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/haptics_report.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

namespace otoscape::jobs::haptics {

std::string sentence(const HapticsSummary& haptics) {
  const auto& device = otoscape::haptics::facts_of(haptics.device);
  const std::string peak = haptics.peak_dbfs ? fmt::format("peak {:.1f} dB FS", *haptics.peak_dbfs)
                                             : "nothing is felt here";
  return fmt::format("{}: {}, {:.0f} to {:.0f} Hz{}, {}", haptics.file, device.name, device.low_hz,
                     device.high_hz, haptics.bands == 2 ? " in two bands" : "", peak);
}

nlohmann::ordered_json to_json(const std::optional<HapticsSummary>& haptics) {
  if (!haptics) return nullptr;
  return {{"file", haptics->file},
          {"profile", otoscape::haptics::facts_of(haptics->device).name},
          {"bands", haptics->bands},
          {"seconds", haptics->seconds},
          {"peak_dbfs", haptics->peak_dbfs ? nlohmann::ordered_json(*haptics->peak_dbfs)
                                           : nlohmann::ordered_json()}};
}

}  // namespace otoscape::jobs::haptics
