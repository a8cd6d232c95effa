// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <vector>

#include "otoscape/dsp/convolver.h"
#include "otoscape/loss/msbg/cochlea.h"
#include "otoscape/loss/msbg/level_step.h"
#include "otoscape/loss/msbg/smearing.h"
#include "otoscape/loss/msbg/source_filter.h"

// MSBG, the hearing-loss simulator of Moore, Stone, Baer and Glasberg (Moore and Glasberg 1993;
// Baer and Moore 1993; Stone and Moore) as published with the Clarity enhancement challenges,
// sample for sample. For comparison with published results, not for live use. In order: level step
// (level_step.h), from the source to the cochlea (source_filter.h), spectral smearing (smearing.h),
// bank, recruitment and sum (cochlea.h), back to the source, low-pass (low_pass.h).
//
// The level step needs two passes over the sound; the rest runs in constant memory. The result does
// not depend on how the input is cut into blocks.
//
// Not modelled by the published program, and so not here: conductive loss, temporal resolution,
// dead regions, ears beyond 105 dB HL, rates other than 44.1 kHz.

namespace otoscape::loss::msbg {

struct Params {
  SourcePosition position = SourcePosition::free_field;
  double full_scale_db_spl = 120.0;  // the level of a signal whose RMS is 1
  // Output without delay and as long as the input. The published program delays the sound and cuts
  // its end off; with this the end is rendered.
  bool aligned = false;
};

// The design of one ear, the same for every sound.
struct Design {
  Severity severity;
  std::vector<double> to_cochlea, to_source;  // taps; the low-pass is part of the latter
  const dsp::Matrix* smearing;                // null: none
  CochleaDesign cochlea;
  bool aligned;

  static Result<Design> make(const Audiogram& audiogram, const Params& params = {});

  int delay_frames() const;
  // Length of the published output for `input_frames` frames of input.
  long long output_frames(long long input_frames) const;
};

// The second pass, block by block. `Real` is double, or float for speed: with float, the bank,
// recruitment and the filter back to the source run in single precision, within 1e-4 of the peak.
// The smearing and the steps before it run in double precision, since smearing magnifies rounding
// (smearing.h).
template <class Real>
class Simulation {
 public:
  // `gain` is that of a LevelMeter over the whole sound.
  Simulation(const Design& design, double gain);

  // Appends the output computed so far to `out`.
  void push(std::span<const Real> in, std::vector<Real>& out);
  // Appends the rest. At least 256 frames must have been pushed; push must not be called after it.
  void finish(std::vector<Real>& out);

 private:
  void smear(bool end, std::vector<Real>& out);
  void hear(bool end, std::vector<Real>& out);
  void emit(std::vector<Real>& out);

  double gain_;
  dsp::Convolver<double> to_cochlea_;
  std::vector<Smearing> smearing_;  // one or none
  Cochlea<Real> cochlea_;
  dsp::Convolver<Real> to_source_;
  std::vector<double> scaled_, at_cochlea_, smeared_;
  std::vector<Real> to_hear_, heard_, emitted_;
  long long to_drop_, frames_ = 0, given_ = 0;
  int delay_;
  bool aligned_;
};

inline constexpr int kFewestFrames = 441;  // a frame of the level step; smearing alone needs 256

// A whole sound through one ear.
template <class Real>
Result<std::vector<Real>> simulate(std::span<const Real> sound, double rate_hz,
                                   const Audiogram& audiogram, const Params& params = {});

// Whether two channels share the level step, as in one call of the published program, or each has
// its own, as in two.
enum class LevelStep { joint, per_ear };

// Left and right through the left and the right ear.
template <class Real>
Result<std::array<std::vector<Real>, 2>> simulate(std::array<std::span<const Real>, 2> sound,
                                                  double rate_hz,
                                                  const std::array<Audiogram, 2>& audiograms,
                                                  LevelStep level_step, const Params& params = {});

}  // namespace otoscape::loss::msbg
