// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_design.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/surround/front.h"

namespace otoscape::ear {

// The first half of the acoustic path: outer and middle ear → spectral smearing. It does not depend
// on AcousticBack, so it may run ahead of it on another thread.
class AcousticFront {
 public:
  // Control side. Designs, here and in adopt, must outlive their use.
  void prepare(const AcousticDesigner& designer, const AcousticDesign& first,
               const StreamSpec& spec, Arena& arena);

  int quantum() const { return quantum_; }
  Frames latency() const noexcept { return smearing_.latency(); }

  // Audio side. The move begins kWarmUp + late quanta from now.
  void adopt(const AcousticDesign& design, int steps, bool eased, int late) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return smearing_.settled(); }

  // One quantum: replaces `sound` by the smeared sound and writes the same without smearing to
  // `unsmeared`. apart: the apart channels of a layout (surround/lanes.h), smeared with it. Returns
  // whether any ear smears.
  bool process(PascalBlock sound, PascalBlock unsmeared,
               PascalBlock apart = {}) noexcept OTOSCAPE_RT;

 private:
  int quantum_ = 0;
  loss::OuterMiddleEar to_cochlea_;
  loss::SpectralSmearing smearing_;
  surround::Front apart_;
};

}  // namespace otoscape::ear
