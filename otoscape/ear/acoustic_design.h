// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <vector>

#include "otoscape/bank/gammatone_design.h"
#include "otoscape/base/realtime.h"
#include "otoscape/base/slices.h"
#include "otoscape/ear/fit.h"
#include "otoscape/loss/outer_middle_ear.h"
#include "otoscape/loss/outer_middle_ear_design.h"
#include "otoscape/loss/recruitment.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/tone_probe.h"

namespace otoscape::ear {

// The design of the acoustic path for a pair of ears. Immutable; shared with the audio side.
struct AcousticDesign {
  struct Ear {
    loss::RecruitmentParams recruitment;
    std::shared_ptr<const loss::SmearingMatrix>
        smearing;                    // null: none; shared where both ears smear alike
    std::vector<float> makeup_log2;  // per band: for a part of what a tone's line loses by smearing
    bool typical = false;            // sound passes unchanged
    bool silent = false;             // no sound passes
    bool implanted = false;
  };
  std::array<Ear, 2> ears;
  Seconds temporal_window{0.0};
  bool second_tap = true;  // false: levels of the smeared sound alone, as published; for comparison
  bool onsets = true;      // false: levels that rise as slowly as they fall; for comparison

  // Audio side, before adopt: prefetches part `part` of `parts` of the design's tables.
  void fetch(int part, int parts) const noexcept OTOSCAPE_RT;
};

// The part of the design that all listeners share at one sample rate. It takes about 60 ms to make;
// `at` returns the existing one while it is in use.
struct RateDesign {
  explicit RateDesign(Hertz rate);
  static std::shared_ptr<const RateDesign> at(Hertz rate);

  bank::GammatoneDesign bank;
  loss::OuterMiddleEarDesign outer_middle_ear;
  loss::SmearingBasis smearing;
  std::vector<loss::ToneProbe> probes;  // a tone at each band's centre
  loss::PlaceTable threshold_db_spl{};  // after outer and middle ear, at the input of the bands
};

// Makes designs from parameters. Control side.
class AcousticDesigner {
 public:
  explicit AcousticDesigner(Hertz rate) : shared_(RateDesign::at(rate)) {}

  const bank::GammatoneDesign& bank() const { return shared_->bank; }
  const loss::OuterMiddleEarDesign& outer_middle_ear() const { return shared_->outer_middle_ear; }

  using Made = std::unique_ptr<const AcousticDesign>;
  Made make(const AcousticParams& left, const AcousticParams& right, Seconds temporal_window) const;
  Slices<Made> make(Pace& pace, const AcousticParams& left, const AcousticParams& right,
                    Seconds temporal_window) const;

 private:
  Slices<AcousticDesign::Ear> make_ear(Pace& pace, const AcousticParams& params) const;

  std::shared_ptr<const RateDesign> shared_;
};

}  // namespace otoscape::ear
