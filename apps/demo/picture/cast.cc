// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/picture/cast.h"

namespace otoscape::demo::picture {

double mouth_at(const std::vector<sound::Mouth>& mouths, std::string_view speaker, double seconds) {
  for (const sound::Mouth& mouth : mouths) {
    if (mouth.speaker != speaker) continue;
    const double at = std::max(seconds, 0.0) * sound::kMouthRate;
    const auto first = static_cast<std::size_t>(at);
    if (first + 1 >= mouth.opening.size()) return 0.0;
    const double a = mouth.opening[first], b = mouth.opening[first + 1];
    return between(a, b, at - static_cast<double>(first));
  }
  return 0.0;
}

}  // namespace otoscape::demo::picture
