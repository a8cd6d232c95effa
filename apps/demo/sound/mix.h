// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/speech.h"

namespace otoscape::demo::sound {

// The scene's levels, all at the ears: see levels.h.
struct SceneLevels {
  double talk_db_spl;
  double band_db_spl;
  double party_db_spl;
  double street_db_spl;
  double room_db_spl;
  double true_peak_dbfs;
};
inline constexpr SceneLevels kWanted{65.0, 100.0, 78.0, 70.0, 32.0, -1.5};

struct Scene {
  Stereo sound;
  std::vector<Line> lines;
  SceneLevels levels;
  std::vector<Slice> active;  // where someone speaks
};

// Makes the 84 s; the same bytes for the same seed. Fails when a level is more than 0.5 dB off or
// the true peak above kWanted's.
Result<Scene> make_scene(const tools::Runner& runner, const std::filesystem::path& folder,
                         std::uint64_t seed);

}  // namespace otoscape::demo::sound
