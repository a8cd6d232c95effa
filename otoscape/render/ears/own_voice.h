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

// The character's own voice: by air, by bone, and as what is felt of it. Both legs meet in a pair
// of ears of their own, since the inner ear expands their sum: the bone leg as it is, the air leg
// less what the ear's conductive part takes from speech. An implant's microphone hears the air leg.
// Not modelled: that the voice covers the world, for an implant's strategy too.
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

  // The stages of a quantum, as of a Rendering: work.quantum, from, to and world.legs are setup.
  void begin(quantum::RenderQuantum& work);
  void hear_electric(std::size_t ear, quantum::RenderQuantum& work);
  // Adds the voice to what the listener hears of the world, what is felt of it to what sounds
  // inside, and the voice itself to the room.
  void end(quantum::RenderQuantum& work, FullScaleBlock world, FullScaleBlock internal,
           FullScaleBlock room);

 private:
  std::array<float, 2> air_gains(Seconds time) const;  // as the arc has them at a moment
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
  // What bypasses the ears waits as long as what goes through them.
  struct Line {
    std::array<std::span<float>, 2> memory;
    void prepare(std::size_t frames, Arena& arena);
    void pass(FullScaleBlock sound) noexcept;  // one quantum in, the one that is due out
  };

  std::array<std::span<float>, 2> air_leg_;
  Line felt_line_, room_line_;
  std::array<float, 2> air_gain_{}, air_gain_before_{};
};

}  // namespace otoscape::render::ears
