// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <vector>

#include "otoscape/base/arena.h"
#include "otoscape/base/realtime.h"
#include "otoscape/dsp/real_transform.h"
#include "otoscape/dsp/running_median.h"
#include "otoscape/units/frequency.h"

namespace otoscape::implant::film {

// Separates the parts of a sound that last in time, or those that spread over frequency (Fitzgerald
// 2010). With h a bin's median over the last slices and v that over the bins around it, the share
// kept of each bin is
//   sin²(π/2 · clamp((R − from)/(to − from))),  R = h/(h + v) or v/(h + v)
// (soft borders; Driedger, Müller & Disch 2014 have hard ones).
class MedianStage {
 public:
  enum class Keep { lasting, sudden };
  struct Params {
    Keep keep = Keep::lasting;
    int slice = 4096, overlap = 4;  // slices begin slice/overlap frames apart; overlap 2 or 4
    double memory_s = 0.25, width_hz = 500.0;
    double from = 0.6, to = 0.7;
  };

  // Control side.
  void prepare(const Params& params, Hertz rate, Arena& arena);

  int slice() const { return params_.slice; }
  int hop() const { return params_.slice / params_.overlap; }

  // Audio side. Takes the newest slice() frames; returns the hop() kept frames that are now
  // complete, the first of the slice. first: no slice before it is known. The past is then taken to
  // have been like it: tones like its own, noise at the level of the bins around.
  std::span<const float> next(const float* newest, bool first = false) noexcept OTOSCAPE_RT;

  // Power of the kept part and of the rest in the newest slice, as mean square per bin; the sum
  // over bins is the mean square of the sound.
  std::span<const float> kept_power() const { return kept_power_; }
  std::span<const float> left_power() const { return left_power_; }

 private:
  Params params_;
  dsp::RealTransform transform_;
  dsp::MedianOverTime over_time_;
  dsp::MedianOverBins over_bins_;
  float power_scale_ = 1.0f;
  std::span<float> magnitudes_, lasting_, spread_, kept_power_, left_power_, overlap_, complete_;
};

}  // namespace otoscape::implant::film
