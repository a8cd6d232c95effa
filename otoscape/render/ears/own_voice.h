// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <vector>

#include "otoscape/body/own_voice.h"
#include "otoscape/ear/listener.h"
#include "otoscape/render/ears/ear_scheduler.h"
#include "otoscape/render/ears/moving_listener.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/side_sound.h"

namespace otoscape::render::ears {

// The character's own voice: by air, by bone, and as vibration. Air and bone leg are added and pass
// a second pair of ears without conductive loss, because recruitment acts on their sum; the air leg
// is first lowered by the ear's conductive loss for speech. An implant's microphone gets the air
// leg. Not modelled: masking of the world by the voice, in acoustic ears and in an implant's
// maxima selection.
class OwnVoice {
 public:
  struct Setup {
    StreamSpec spec;
    quantum::QuantumClock clock;
    const scene::Arc& arc;
    const SceneParams& params;
    const std::vector<EarSegment>& segments;
    std::int64_t first_quantum = 0;
    SideSound& voice;
  };
  // Control side. What the setup refers to must outlive this, except the segments.
  OwnVoice(const Setup& setup, Arena& arena);

  // The stages of a quantum, as of QuantumStages. The caller has set work.quantum, from, to and
  // world.crossfade.
  void begin(quantum::RenderQuantum& work);
  void hear_electric(std::size_t ear, quantum::RenderQuantum& work);
  // Adds the heard voice to `world`, the felt voice to `internal` and the voice itself to `room`.
  void end(quantum::RenderQuantum& work, FullScaleBlock world, FullScaleBlock internal,
           FullScaleBlock room);

 private:
  std::array<float, 2> air_gains(Seconds time) const;  // amplitudes, of the ears at this time
  void move_air_gains(Seconds time);

  StreamSpec spec_;
  quantum::QuantumClock clock_;
  const scene::Arc& arc_;
  float pascals_per_unit_;
  ear::ListenerDesigner designer_;
  MovingListener listener_;
  SideSound& voice_;
  body::BoneLeg bone_;
  body::FeltVoice felt_;
  body::Occlusion occlusion_;
  // Delays what bypasses the ears by their latency.
  struct Line {
    std::array<std::span<float>, 2> memory;
    void prepare(std::size_t frames, Arena& arena);
    void pass(FullScaleBlock sound) noexcept;  // one quantum, in place
  };

  std::array<std::span<float>, 2> air_leg_;
  Line felt_line_, room_line_;
  std::array<float, 2> air_gain_{}, air_gain_before_{};
};

}  // namespace otoscape::render::ears
