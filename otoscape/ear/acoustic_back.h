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
#include "otoscape/ear/crossfade_gains.h"
#include "otoscape/loss/band_envelope.h"
#include "otoscape/loss/onset_level.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/loss/temporal_smearing.h"
#include "otoscape/surround/back.h"

namespace otoscape::ear {

// The second half of the acoustic path: bank with recruitment (audibility, conductive part and
// temporal smearing are in its gains) → inverse of middle and outer ear. AcousticFront is the first
// half; both must get the same moves before the same quantum.
class AcousticBack {
 public:
  // Control side. Designs, here and in adopt, must outlive their use.
  void prepare(const AcousticDesigner& designer, const AcousticDesign& first,
               const StreamSpec& spec, Arena& arena);

  Frames latency() const noexcept { return Frames(bank_delay_); }

  // Quanta from adopt to the first quantum of output with the new design: the warm-up of smearing
  // and the delay of the bank.
  int lead() const noexcept { return loss::SpectralSmearing::kWarmUp + bank_hops_; }

  // Audio side. Moves to another listener, beginning lead() + late quanta from now: a blend over
  // `steps` quanta (7: 9.3 ms at 48 kHz) or, where not eased, a glide of the thresholds. One move
  // may wait while another is under way; it must not begin before that one has ended.
  void adopt(const AcousticDesign& design, int steps, bool eased, int late) noexcept OTOSCAPE_RT;
  bool settled() const noexcept { return step_ == move_.steps && waits_ < 0; }
  bool waits() const noexcept { return waits_ >= 0; }  // a move has not begun yet
  // The present design; during a move, its end and its start.
  const AcousticDesign& now() const noexcept { return *now_; }
  const AcousticDesign& before() const noexcept { return *before_; }
  bool glides() const noexcept { return step_ < move_.steps && !move_.eased; }
  int steps_left() const noexcept { return move_.steps - step_; }
  float moved() const noexcept { return move_.weight(step_); }  // share of now(); 1 if settled

  // One quantum, in place. smears, unsmeared: the output of AcousticFront with `sound`.
  void process(PascalBlock sound, PascalBlock unsmeared, bool smears,
               const CrossfadeGains& crossfade) noexcept OTOSCAPE_RT;
  // The apart channels of a layout, in place, with the gains of the last process.
  void process_apart(PascalBlock apart) noexcept OTOSCAPE_RT {
    apart_.process({from_, mid_, to_}, apart);
  }

  const loss::Recruitment::Audibility& audibility(int ear) const {
    return audibility_[static_cast<std::size_t>(ear)];
  }

 private:
  void begin_waiting_move() noexcept;
  void measure(PascalBlock sound, PascalBlock unsmeared, bool smears) noexcept;
  void decide_gains(const CrossfadeGains& crossfade) noexcept;
  void apply_law(const AcousticDesign& design, std::span<float> gains) noexcept;
  void glide() noexcept;
  void count_audibility(std::size_t ear) noexcept;

  int quantum_ = 0, ears_ = 0, bands_ = 0;
  loss::OuterMiddleEar from_cochlea_;
  bank::GammatoneBank bank_, tap_;  // the tap analyses the sound before smearing
  loss::OnsetLevel onset_;
  loss::BandEnvelope envelope_;
  loss::TemporalSmearing temporal_smearing_;
  loss::Recruitment recruitment_;
  surround::Back apart_;
  int bank_delay_ = 0;
  bool two_taps_ = false;

  const AcousticDesign* now_ = nullptr;
  const AcousticDesign* before_ = nullptr;
  const AcousticDesign* next_ = nullptr;
  loss::Move move_, next_move_;
  int step_ = move_.steps, waits_ = -1;
  int bank_hops_ = 0;                           // the bank's delay, in quanta
  std::array<AcousticDesign::Ear, 2> between_;  // half-way along a glide
  std::span<float> temporal_lift_log2_, from_, mid_, to_, target_, target_before_;
  std::array<loss::Recruitment::Audibility, 2> audibility_{};
};

}  // namespace otoscape::ear
