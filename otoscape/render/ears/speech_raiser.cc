// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/ears/speech_raiser.h"

#include "otoscape/base/block_memory.h"

namespace otoscape::render::ears {

SpeechRaiser::SpeechRaiser(const StreamSpec& spec, const quantum::QuantumClock& clock,
                           const RaisedSpeech& raised, Frames latency, Arena& arena)
    : clock_(clock), of_(raised), latency_(latency) {
  raised_ = take_block(arena, spec.ears, clock.frames);
  if (spec.surround.channels() > 0)
    wide_raised_ = take_block(arena, spec.surround.channels(), clock.frames);
  if (raised.dialogue != nullptr) dialogue_ = take_block(arena, spec.ears, clock.frames);
}

void SpeechRaiser::raise(quantum::RenderQuantum& work) {
  const double late = to_seconds(latency_, clock_.rate).value();
  const auto gain = [&](std::int64_t quantum) {
    const double db = of_.lift->at(Seconds(clock_.time_of(quantum).value() + late));
    return static_cast<float>(to_amplitude(Decibels(db)));
  };
  from_ = gain(work.quantum);
  to_ = gain(work.quantum + 1);
  work.world.raised = {};
  work.world.wide_raised = {};
  if (from_ == 1.0f && to_ == 1.0f) return;
  if (of_.dialogue != nullptr) {
    of_.dialogue->read(clock_.frame_of(work.quantum) + latency_.value(), dialogue_);
    for (int c = 0; c < raised_.channels(); ++c) {
      const auto in = work.world.in.channel(c);
      const auto spoken = dialogue_.channel(c);
      const auto out = raised_.channel(c);
      const float slope = (to_ - from_) / static_cast<float>(in.size());
      for (std::size_t n = 0; n < in.size(); ++n) {
        const float more = from_ + slope * static_cast<float>(n + 1) - 1.0f;
        out[n] = in[n] + more * spoken[n];
      }
    }
    work.world.raised = raised_;
    return;
  }
  apply(work.world.in, raised_);
  work.world.raised = raised_;
  if (wide_raised_.channels() == 0) return;
  apply(work.world.wide_in, wide_raised_);
  work.world.wide_raised = wide_raised_;
}

void SpeechRaiser::apply(ConstBlock<FullScaleUnit> in, FullScaleBlock out) const {
  for (int c = 0; c < out.channels(); ++c) {
    const auto from = in.channel(c);
    const auto to = out.channel(c);
    const float slope = (to_ - from_) / static_cast<float>(from.size());
    for (std::size_t n = 0; n < from.size(); ++n) {
      to[n] = (from_ + slope * static_cast<float>(n + 1)) * from[n];
    }
  }
}

}  // namespace otoscape::render::ears
