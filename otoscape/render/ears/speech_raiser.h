// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/base/arena.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/quantum_clock.h"
#include "otoscape/render/quantum/speech_lift.h"

namespace otoscape::render::ears {

// Raises the programme, or the dialogue in it, for the acoustic ears of a scene alone: the room and
// implants get it as it is. The gain moves in amplitude within a quantum.
class SpeechRaiser {
 public:
  // raised: with a lift, which must outlive this. latency: of the listener: what comes in is heard
  // so much later. Five parameters, each used once.
  SpeechRaiser(const StreamSpec& spec, const quantum::QuantumClock& clock,
               const RaisedSpeech& raised, Frames latency, Arena& arena);

  // Sets what the ears get of this quantum, whose index at the output is work.quantum.
  void raise(quantum::RenderQuantum& work);

 private:
  void apply(ConstBlock<FullScaleUnit> in, FullScaleBlock out) const;

  quantum::QuantumClock clock_;
  RaisedSpeech of_;
  Frames latency_;
  FullScaleBlock raised_, wide_raised_, dialogue_;
  float from_ = 1.0f, to_ = 1.0f;
};

}  // namespace otoscape::render::ears
