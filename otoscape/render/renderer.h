// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/units/calibration.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

// What a render is asked to do beside the listener.
struct RenderParams {
  Calibration calibration = Calibration::home();
  bool smearing = true;  // false switches spectral smearing off for every ear
  Seconds temporal_window{
      0.0};                   // temporal smearing: window's equivalent duration, 0 = off, ≤ 0.1 s
  Decibels output_gain{0.0};  // applied before the guard, −40…+20 dB
  double ceiling_dbtp = -1.0;  // the guard's true-peak ceiling, −6…0

  bool operator==(const RenderParams&) const = default;
};

// What happened so far. Counters only grow.
struct RenderReport {
  struct Ear {
    std::int64_t audible_to_typical = 0;  // band moments a typical ear would hear
    std::int64_t inaudible = 0;           // of these, the ones below this ear's threshold
    bool typical = false;                 // nothing is lost: the sound passes and is not counted
  };
  Ear ears[2];
  std::int64_t non_finite_samples = 0;  // silenced
  std::int64_t guarded_frames = 0;      // frames on which the guard lowered the level
  std::int64_t guard_events = 0;        // times it began to
  Decibels deepest_guard{0.0};          // its largest reduction, ≤ 0
};

// Sends sound through one listener's ears. All memory is taken by the constructor; `process`
// allocates nothing, locks nothing and cannot fail. Any split of the input into blocks gives the
// same output.
class Renderer {
 public:
  // spec.rate 8…192 kHz; spec.ears 1 (only with ears alike) or 2.
  Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
           const RenderParams& params);
  ~Renderer();

  // Control side, one thread at a time: designs the new listener and hands it over. At 48 kHz it
  // begins to be heard 9.3 ms later, and is blended in without a click over 9.3; the first change
  // away from typical hearing takes 12 ms more, while the filters warm up. Calibration and ceiling
  // are not blended: change them where there is silence.
  void change(const hearing::HearingProfile& listener, const RenderParams& params);

  // Audio side. in and out have spec.ears channels and equal length, and may be the same memory.
  // Frame n of out is frame n − latency() of in, as heard.
  void process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept OTOSCAPE_RT;

  // Constant for a rate, whatever the listener.
  Frames latency() const noexcept;

  RenderReport report() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::render
