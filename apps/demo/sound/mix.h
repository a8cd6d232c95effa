// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "apps/demo/sound/groove.h"
#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/speech.h"

namespace otoscape::demo::sound {

// The scene's levels: those in dB SPL at the ears, see levels.h; the others of the file.
struct SceneLevels {
  double talk_db_spl;
  double band_db_spl;
  double party_db_spl;
  double street_db_spl;
  double room_db_spl;
  double true_peak_dbfs;
  double integrated_lufs;
};
// Mixed as a film is: talk at about −27 LUFS, which is usual for a film's dialogue, and the band 12
// dB above it, where a real one would be 35 dB above.
inline constexpr SceneLevels kWanted{65.0, 77.0, 72.0, 68.0, 32.0, -1.5, -18.0};

struct Scene {
  Stereo sound;
  std::vector<Line> lines;
  SceneLevels levels;
  std::vector<Slice> active;  // where someone speaks
  // What the picture follows.
  std::vector<Mouth> mouths;
  std::vector<Stroke> strokes;
  std::vector<double> chords;  // when a chord is played, s
  std::vector<double> steps;   // when a foot is set down in the street, s
};

// Makes the 84 s; the same bytes for the same seed. Fails when a level is more than 0.5 dB off, the
// integrated loudness more than 2 LU, or the true peak above kWanted's.
Result<Scene> make_scene(const tools::Runner& runner, const std::filesystem::path& folder,
                         std::uint64_t seed);

}  // namespace otoscape::demo::sound
