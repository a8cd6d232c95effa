// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/band_limit.h"
#include "otoscape/implant/matched/pitch_flattening.h"
#include "otoscape/loss/smearing_design.h"
#include "otoscape/loss/spectral_smearing.h"
#include "otoscape/units/frequency.h"
#include "otoscape/units/time.h"

namespace otoscape::ear {

// What listeners with one implant and one typical ear chose when they matched a sound for the
// typical ear to what the implanted one hears (Dorman et al. 2020, 2022): a voice with flattened
// pitch and shifted formants, a blurred spectrum, a narrower band. No carriers, no electrodes: one
// possible percept of someone who has worn an implant for long. Not modelled: what the implant
// leaves out for its coding.
struct MatchedParams {
  implant::matched::FlatteningParams flattening;
  double smear = 1.0;  // auditory filters so many times wider, on both sides; 1 is none
  double low_hz = 0.0, high_hz = 20000.0;
  bool operator==(const MatchedParams&) const = default;
};

// Everything computed from them once. Immutable; shared with the audio side.
struct MatchedDesign {
  MatchedParams params;
  std::shared_ptr<const loss::SmearingMatrix> smearing;  // null: none
  double gain_db = 0.0;                                  // what smearing takes from speech, fixed
};
std::shared_ptr<const MatchedDesign> make_matched_design(const MatchedParams& params, Hertz rate);

// One ear's sound: flattened pitch → spectral smearing → band limits. In quanta of quantum()
// frames. With nothing to do it is a delay, bit for bit.
class MatchedPercept {
 public:
  // Control side. The designs setup here and to adopt must outlive their use. first_frame: the
  // programme's frame that process gets first.
  void prepare(const MatchedDesign& first, Hertz rate, Arena& arena, std::int64_t first_frame = 0);

  int quantum() const noexcept { return quantum_; }
  // From a frame's arrival in its quantum to its going out: the same for all designs.
  static Frames latency(Hertz rate);
  Frames latency() const noexcept;

  // Audio side. Moves over to another design within so many quanta (smearing begins a little later,
  // when it has warmed up). One design may wait while another is on its way.
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
  int step_ = 0, steps_ = 0;  // quanta of their way
  double gain_db_ = 0.0;      // at the end of the last quantum
  const MatchedDesign* waiting_ = nullptr;
  int waiting_quanta_ = 0;
};

}  // namespace otoscape::ear
