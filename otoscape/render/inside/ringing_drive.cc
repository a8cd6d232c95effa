// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/inside/ringing_drive.h"

#include <optional>

#include "otoscape/render/inside/ringing_masking.h"
#include "otoscape/render/inside/ringing_sinking.h"

namespace otoscape::render::inside {
namespace {

bool is_driven(const hearing::TinnitusLayer& layer) { return layer.masking || layer.inhibition; }

bool sinks(const hearing::TinnitusLayer& layer) {
  return is_driven(layer) && !std::holds_alternative<DbSl>(layer.level);
}

}  // namespace

std::vector<std::vector<float>> ringing_drives_db(std::span<const RingingPart> parts,
                                                  const HeardWorld::From& from,
                                                  const quantum::QuantumClock& clock) {
  std::vector<Hertz> pitches;
  for (const RingingPart& part : parts) {
    if (sinks(part.layer)) pitches.push_back(part.layer.pitch);
  }
  std::optional<HeardWorld> heard;
  if (!pitches.empty()) heard.emplace(from, pitches);
  std::vector<std::vector<float>> drives(parts.size());
  std::size_t pitch = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const hearing::TinnitusLayer& layer = parts[i].layer;
    if (sinks(layer)) {
      const auto own = layer_lu(parts[i], clock, from.programme.begin(), heard->all_lu.size(),
                                from.loudness.programme_lufs());
      drives[i] = sinking_gains_db({heard->all_lu, heard->near_lu[pitch++], own}, layer.masking,
                                   layer.inhibition);
    } else if (is_driven(layer)) {
      const auto side = parts[i].ear == 0 ? scene::Side::left : scene::Side::right;
      drives[i] = ringing_gains_db(layer, side, from.arc, from.programme, from.calibration);
    }
  }
  return drives;
}

}  // namespace otoscape::render::inside
