// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <vector>

#include "otoscape/base/block.h"
#include "otoscape/base/realtime.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/inside/live_body.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/render/quantum/render_params.h"
#include "otoscape/scene/arc.h"
#include "otoscape/tinnitus/ringing_voice.h"

namespace otoscape::render::inside {

// The ringing and body sounds of one listener whose ears do not move: immutable, without an end. A
// pure function of the frame's index at the listener's output (and of the body's rhythm), with the
// voices, levels and limit of an InternalBus along a scene of one point.
//
// Not modelled: masking and inhibition of ringing by the programme, which look ahead over the
// programme's loudness; events, one's own voice, a track of body sounds; occlusion by a plug.
class LiveInside {
 public:
  // The rhythm of a body that nothing sounded of before.
  const BodyRhythm& rhythm() const noexcept OTOSCAPE_RT { return rhythm_; }
  // Audio side. Overwrites `out` with a quantum, in Pa, before the limit.
  void sound(std::int64_t quantum, const BodyRhythm& rhythm,
             PascalBlock out) const noexcept OTOSCAPE_RT;
  // The gain that the limit leaves in a programme of this loudness, and from pascal to full scale.
  float gain_lin(double programme_lufs) const noexcept OTOSCAPE_RT;

 private:
  struct Voice {
    int ear = 0;
    bool pulsatile = false;
    float gain_lin = 1.0f;  // of stress
    tinnitus::RingingVoice sound;
  };
  friend class LiveInsideDesigner;
  LiveInside(const scene::Arc& arc, const RenderParams& params, LiveBody body,
             const quantum::QuantumClock& clock);
  void add_ringing(const scene::Arc& arc, const RenderParams& params, int ears);
  bool silent() const { return voices_.empty() && body_.silent(); }

  quantum::QuantumClock clock_;
  TinnitusMode mode_;
  float units_per_pascal_;
  BodyRhythm rhythm_;
  // What it has begun is kept within; only the audio side uses it, and the sound does not depend on
  // it.
  mutable LiveBody body_;
  std::vector<Voice> voices_;
  double energy_ = 0.0;  // of all together over their loudest 3 s, 10^(LUFS/10)
};

// Makes the successive LiveInsides of a renderer. Control side.
class LiveInsideDesigner {
 public:
  LiveInsideDesigner(const StreamSpec& spec, const quantum::QuantumClock& clock)
      : spec_(spec), clock_(clock) {}

  // Null where nothing sounds. In a renderer of one channel the left ear's ringing is heard.
  std::unique_ptr<const LiveInside> make(const hearing::HearingProfile& listener,
                                         const RenderParams& params);
  const quantum::QuantumClock& clock() const { return clock_; }

 private:
  StreamSpec spec_;
  quantum::QuantumClock clock_;
};

}  // namespace otoscape::render::inside
