// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/base/block.h"
#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::render::programme {

// Makes a programme's track. Fed block by block; the result does not depend on how the sound is
// cut. Energies come from short-time spectra: the parts of a row are weighted with a flat window
// whose slopes, half a slope into the neighbours, have squares that sum to 1. Samples that are no
// numbers are silence.
class ProgrammeLoudnessMaker {
 public:
  // begin: of the first frame, on the programme's clock.
  ProgrammeLoudnessMaker(const StreamSpec& spec, Seconds begin);
  ~ProgrammeLoudnessMaker();
  void add(ConstBlock<FullScaleUnit> sound);
  ProgrammeLoudness finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::render::programme
