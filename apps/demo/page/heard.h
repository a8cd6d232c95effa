// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "apps/demo/page/spectra.h"
#include "apps/demo/sound/levels.h"

namespace otoscape::demo::page {

// Levels at one ear. A band below the typical threshold in free field (ISO 389-7) counts as not
// heard.
struct EarLevels {
  double talk_db_spl;
  double band_db_spl;
  std::array<double, kOctaves> talk_octaves_db_spl;
  std::array<double, kOctaves> band_octaves_db_spl;
  double talk_share;  // 0…1: see speech_share in heard.cc
};

struct Heard {
  std::array<EarLevels, 2> ears;
  const EarLevels& better() const { return ears[ears[1].talk_share > ears[0].talk_share]; }
};

// The levels of `render`, and the share of the scene's speech that is audible in it. `active`: the
// slices with speech.
Heard compare(const StereoSpectra& scene, const sound::Stereo& render,
              const StereoSpectra& render_spectra, const std::vector<sound::Slice>& active);

double octave_threshold_db_spl(int octave);
int octaves_heard(const std::array<double, kOctaves>& levels_db_spl);

}  // namespace otoscape::demo::page
