// SPDX-License-Identifier: Apache-2.0
#include "otoscape/ear/acoustic_front.h"

namespace otoscape::ear {
namespace {

loss::SpectralSmearing::Matrices matrices_of(const AcousticDesign& design) {
  return {design.ears[0].smearing.get(), design.ears[1].smearing.get()};
}

}  // namespace

void AcousticFront::prepare(const AcousticDesigner& designer, const AcousticDesign& first,
                            const StreamSpec& spec, Arena& arena) {
  quantum_ = loss::SmearingFrame::at(spec.rate).hop_frames;
  to_cochlea_.prepare(designer.outer_middle_ear(), spec, arena);
  smearing_.prepare(spec, arena);
  smearing_.start_with(matrices_of(first));
  apart_.prepare(designer.outer_middle_ear(), spec, arena);
}

void AcousticFront::adopt(const AcousticDesign& design, int steps, bool eased, int late) noexcept {
  smearing_.adopt(matrices_of(design), {loss::SpectralSmearing::kWarmUp + late, steps, eased});
}

bool AcousticFront::process(PascalBlock sound, PascalBlock unsmeared, PascalBlock apart) noexcept {
  to_cochlea_.process(sound);
  const bool smears = smearing_.active();
  smearing_.process(sound, unsmeared);
  apart_.process(smearing_, apart);
  return smears;
}

}  // namespace otoscape::ear
