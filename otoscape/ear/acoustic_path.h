// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "otoscape/bank/gammatone_bank.h"
#include "otoscape/base/arena.h"
#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/ear/acoustic_design.h"
#include "otoscape/loss/band_envelope.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/loss/temporal_smearing.h"

namespace otoscape::ear {

// The acoustic ear, for one ear or a pair: outer and middle ear → spectral smearing → bank with
// recruitment (and audibility, conductive part, temporal smearing in its gains) → back. Works in
// quanta of quantum() frames.
class AcousticPath {
 public:
  // Control side. The designs given here and to adopt must outlive their use.
  void prepare(const AcousticDesigner& designer, const AcousticDesign& first,
               const StreamSpec& spec, Arena& arena);

  int quantum() const { return quantum_; }
  // From a frame's arrival in its quantum to its going out.
  Frames latency() const noexcept;

  // Audio side. Blends to another listener within 7 quanta (9.3 ms at 48 kHz; 11 where smearing
  // begins); call again only once settled().
  void adopt(const AcousticDesign& design) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return step_ == kSteps && smearing_.settled(); }

  // One quantum, in place.
  void process(PascalBlock sound) noexcept OTOSCAPE_RT;

  const loss::Recruitment::Audibility& audibility(int ear) const {
    return audibility_[static_cast<std::size_t>(ear)];
  }

 private:
  static constexpr int kSteps = 7;

  void measure(PascalBlock sound) noexcept;
  void decide_gains() noexcept;

  int quantum_ = 0, ears_ = 0, bands_ = 0;
  loss::OuterMiddleEar there_, back_;
  loss::SpectralSmearing smearing_;
  bank::GammatoneBank bank_, tap_;  // the tap hears the sound before smearing
  loss::BandEnvelope envelope_;
  loss::TemporalSmearing temporal_smearing_;
  loss::Recruitment recruitment_;
  int bank_delay_ = 0;
  bool two_taps_ = false;

  const AcousticDesign* now_ = nullptr;
  const AcousticDesign* before_ = nullptr;
  int step_ = kSteps;
  std::array<std::span<float>, 2> unsmeared_;
  std::span<float> lift_log2_, temporal_lift_log2_, from_, mid_, to_, target_, target_before_;
  std::array<loss::Recruitment::Audibility, 2> audibility_{};
};

}  // namespace otoscape::ear
