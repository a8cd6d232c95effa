// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/base/block.h"
#include "otoscape/render/programme/programme_loudness.h"

namespace otoscape::render::programme {

// Makes a ProgrammeLoudness block by block; the result does not depend on how the sound is
// cut into blocks. Energies are sums of short-time spectra under a flat window with slopes; each
// slope reaches half its length into the next row, and the squares of two neighbours' slopes sum to
// 1. Samples that are not finite count as 0.
class ProgrammeLoudnessMaker {
 public:
  // begin: time of the first frame on the programme's clock.
  ProgrammeLoudnessMaker(const StreamSpec& spec, Seconds begin);
  ~ProgrammeLoudnessMaker();
  void add(ConstBlock<FullScaleUnit> sound);
  ProgrammeLoudness finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::render::programme
