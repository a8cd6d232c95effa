// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>

#include "otoscape/base/result.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/render/quantum/rendering.h"
#include "otoscape/units/time.h"

namespace otoscape::render {

// Sends sound through one listener's ears. All memory is taken by the constructor; `process`
// allocates nothing, locks nothing and cannot fail. Any split of the input into blocks gives the
// same output.
class Renderer final : public Rendering {
 public:
  // spec.rate 8…192 kHz; spec.ears 1 (only with ears alike) or 2. first_frame: of the programme,
  // that comes first.
  Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
           const RenderParams& params, std::int64_t first_frame = 0);
  ~Renderer() override;

  // Control side, one thread at a time: designs the new listener and hands it over. At 48 kHz it
  // begins to be heard 9.3 ms later, and is blended in without a click over 9.3; the first change
  // away from typical hearing takes 12 ms more, while the filters warm up. Calibration and ceiling
  // are not blended: change them where there is silence. Fails where the new listener has an
  // implant that would be later than this renderer's latency: make the renderer with such a
  // listener.
  Status change(const hearing::HearingProfile& listener, const RenderParams& params);

  // Audio side.
  void process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept override OTOSCAPE_RT;
  // Constant for a rate and the first listener: without implants, with a vocoder, matched, film.
  Frames latency() const noexcept override;
  RenderReport report() const noexcept override;

  // Offline; the listener does not change meanwhile.
  int ears() const noexcept override;
  int stages() const noexcept override;
  quantum::Batch begin(ConstBlock<FullScaleUnit> in) override;
  void work(int stage, quantum::Batch& batch) override;
  void end(quantum::Batch& batch, FullScaleBlock out) override;
  Frames whole_latency() const noexcept override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::render
