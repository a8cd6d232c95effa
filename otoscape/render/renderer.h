// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <span>

#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/staged_renderer.h"

namespace otoscape::render {

// Renders sound as one listener hears it, live by `process` or offline in the stages of
// StagedRenderer; with RenderParams::inside the listener's ringing and body sounds, too, limited by
// the running loudness of what comes in (inside/live_bus.h). The constructor takes all memory;
// `process` does not allocate, lock or fail.
class Renderer final : public StagedRenderer {
 public:
  // spec.rate: 8…192 kHz. spec.ears: 2, or 1 where the ears are alike. first_frame: index in the
  // programme of the first frame that the renderer gets. others: listeners that it may change to,
  // which need more latency than the first where they have another kind of implant; the latency is
  // that of the slowest.
  Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
           const RenderParams& params, std::int64_t first_frame = 0,
           std::span<const hearing::HearingProfile> others = {});

  // Control side, one thread at a time: designs the new listener and hands it to `process`. At 48
  // kHz the crossfade to the new listener begins 9.3 ms later and takes 9.3 ms; the first change
  // away from typical hearing begins 12 ms later still, because filters must settle. Ringing and
  // body sounds crossfade with the ears. Calibration and ceiling change without a crossfade: change
  // them during silence. Fails where the new listener has an implant that needs more latency than
  // the renderer was made for.
  Status change(const hearing::HearingProfile& listener, const RenderParams& params);
  // The same in slices, for a host with one thread: go_on designs for about so long, and hands the
  // design over once it is complete. It returns whether nothing is left to do. A further change
  // takes the place of one that is not complete.
  Status begin_change(const hearing::HearingProfile& listener, const RenderParams& params);
  bool go_on(std::chrono::microseconds about);
  // All that is left of it at once.
  void finish_change();

  // Audio side. in and out have spec.ears channels and equal length, and may be the same memory.
  // Frame n of out is frame n − latency() of in.
  void process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept OTOSCAPE_RT;

 private:
  class Stages;
  Stages& stages_;
};

}  // namespace otoscape::render
