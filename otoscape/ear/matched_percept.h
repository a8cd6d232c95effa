// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/base/slices.h"
#include "otoscape/dsp/band_limit.h"
#include "otoscape/implant/matched/pitch_flattening.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::ear {

// The matched percept, after listeners with one implant and one typical ear who matched a sound at
// the typical ear to the percept of the implanted one (Dorman et al. 2020, 2022): a voice with
// flattened pitch and shifted formants, a smeared spectrum, a narrower band. It has no carriers and
// no electrodes. One possible percept after long use of an implant. Not modelled: the losses of the
// coding.
struct MatchedParams {
  implant::matched::FlatteningParams flattening;
  double smear = 1.0;  // widening factor of both skirts of the auditory filters; 1: no smearing
  double low_hz = 0.0, high_hz = 20000.0;
  bool operator==(const MatchedParams&) const = default;
};

// The design from these parameters. Immutable; shared with the audio side.
struct MatchedDesign {
  MatchedParams params;
  std::shared_ptr<const loss::SmearingMatrix> smearing;  // null: none
  double gain_db = 0.0;  // make-up for the loss of speech level by smearing; fixed
};
using MadeMatched = std::shared_ptr<const MatchedDesign>;
MadeMatched make_matched_design(const MatchedParams& params, Hertz rate);
Slices<MadeMatched> make_matched_design(Pace& pace, const MatchedParams& params, Hertz rate);

// One ear's sound: flattened pitch → spectral smearing → band limits. In quanta of quantum()
// frames. Without smearing, flattening and limits it is a delay, bit for bit.
class MatchedPercept {
 public:
  // Control side. Designs, here and in adopt, must outlive their use. first_frame: the programme's
  // frame number of the first sample of process.
  void prepare(const MatchedDesign& first, Hertz rate, Arena& arena, std::int64_t first_frame = 0);

  int quantum() const noexcept { return quantum_; }
  // Delay from a frame in an input quantum to the same frame in the output: the same for all
  // designs.
  static Frames latency(Hertz rate);
  Frames latency() const noexcept;

  // Audio side. Moves to another design within `quanta` quanta (smearing begins later, after its
  // warm-up). One design may wait while a move is under way.
  void adopt(const MatchedDesign& design, int quanta) noexcept OTOSCAPE_RT;
  bool settled() const noexcept;
  // One quantum; in and out may be the same memory.
  void process(std::span<const float> in, std::span<float> out) noexcept OTOSCAPE_RT;

 private:
  void begin(const MatchedDesign& design, int quanta) noexcept;
  void move_on(std::span<float> out) noexcept;

  int quantum_ = 0;
  Frames flattening_latency_;
  std::unique_ptr<implant::matched::PitchFlattening> flattening_;
  loss::SpectralSmearing smearing_;
  std::unique_ptr<dsp::BandLimit> limit_;
  std::span<float> unsmeared_;

  struct Ends {
    double low_hz = 0.0, high_hz = 0.0, gain_db = 0.0;

    static Ends of(const MatchedDesign& design) noexcept;
  };
  Ends on_the_way() const noexcept;

  Ends from_, to_;
  int step_ = 0, steps_ = 0;  // quanta of the move
  double gain_db_ = 0.0;      // at the end of the last quantum
  const MatchedDesign* waiting_ = nullptr;
  int waiting_quanta_ = 0;
};

}  // namespace otoscape::ear
