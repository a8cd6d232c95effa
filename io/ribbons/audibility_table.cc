// SPDX-License-Identifier: Apache-2.0
#include "io/ribbons/audibility_table.h"

#include <fmt/format.h>

namespace otoscape::io::ribbons {

std::string audibility_csv(const metrics::AudibilityTrack& track) {
  std::string text = "time_s,speech,left,right,typical\n";
  for (std::size_t i = 0; i < track.values.size(); ++i) {
    const auto& value = track.values[i];
    const double time = track.begin.value() + static_cast<double>(i) * track.step.value();
    if (value.speech) {
      text += fmt::format("{:.3f},1,{:.4f},{:.4f},{:.4f}\n", time, value.left, value.right,
                          value.typical);
    } else {
      text += fmt::format("{:.3f},0,,,\n", time);
    }
  }
  return text;
}

}  // namespace otoscape::io::ribbons
