// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/felt/felt_params.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/scene/mix_state.h"

namespace otoscape::render::programme {

// Parameters of a programme's felt path but for its key and its water.
felt::FeltParams felt_params(const SceneParams& params, double programme_lufs);

// Loudness of what is felt of a programme, estimated from the low half octaves of its loudness
// track. Not modelled: the limit that keeps it below the programme at the highest felt_db, and side
// sound, which counts as if it came from the middle: both make the estimate the louder one.
class FeltLoudness {
 public:
  FeltLoudness(const ProgrammeLoudness& programme, const SceneParams& params,
               double programme_lufs);

  // K-weighted mean square re full scale, summed over both ears: the mean over the part of [from,
  // to) in the programme.
  double energy(const scene::FeltLevels& levels, Seconds from, Seconds to) const;

 private:
  double begin_s_;
  std::vector<double> body_, water_;  // at 0 dB, sums over the rows before each
};

}  // namespace otoscape::render::programme
