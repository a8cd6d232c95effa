// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_renderer.h"

#include <algorithm>
#include <cassert>
#include <optional>

#include "otoscape/base/arena.h"
#include "otoscape/render/ears/moving_listener.h"
#include "otoscape/render/ears/own_voice.h"
#include "otoscape/render/ears/perspective.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/inside/internal_bus.h"
#include "otoscape/render/quantum/guard.h"
#include "otoscape/render/quantum/quantum_buffer.h"

namespace otoscape::render {
namespace {

Seconds end_of(const programme::ProgrammeLoudness& track) {
  return Seconds(track.begin().value() +
                 static_cast<double>(track.rows()) / programme::ProgrammeLoudness::kPerSecond);
}

}  // namespace

struct SceneRenderer::Impl {
  Impl(const StreamSpec& stream, const SceneSetup& scene, std::int64_t programme_begin,
       std::int64_t first_frame);

  // The stages of a quantum.
  void begin(quantum::RenderQuantum& work);
  void hear_electric(std::size_t ear, quantum::RenderQuantum& work);
  void end(quantum::RenderQuantum& work, FullScaleBlock out);
  void run_quantum() noexcept;
  quantum::QuantumShape shape() const {
    return {spec.ears, clock.frames, listener.has_electric(), setup.own_voice != nullptr};
  }
  FullScaleBlock internal_block() noexcept {
    return {{internal[0].data(), internal[1].data()}, spec.ears, clock.frames};
  }

  StreamSpec spec;
  SceneSetup setup;
  Arena arena;
  ear::ListenerDesigner designer;
  quantum::QuantumClock clock;
  programme::SceneLoudness loudness;
  programme::SceneStates states;
  programme::ReturnCap cap;
  std::vector<ears::EarSegment> pieces;
  ears::Perspective perspective;
  ears::MovingListener listener;
  std::optional<inside::InternalBus> bus;
  std::optional<ears::OwnVoice> voice;
  quantum::Guard guard;
  quantum::QuantumBuffer quanta;
  std::array<std::span<float>, 2> internal;
  // Of the first stage.
  scene::MixState mix;         // at the start of the quantum to come
  std::int64_t quantum = 0;    // that the listener's output stands at
  std::int64_t silenced = 0;   // damaged samples of what has come out
  quantum::RenderQuantum own;  // where all stages run in turn
  float pascals_per_unit = 1.0f, output_gain_lin = 1.0f;
};

namespace {

SceneSetup with_sides(SceneSetup setup) {
  setup.params.has_body_track = setup.body != nullptr;
  return setup;
}

quantum::QuantumClock clock_of(const StreamSpec& spec, const ear::ListenerDesigner& designer,
                               std::int64_t programme_begin) {
  return {spec.rate, loss::SmearingFrame::at(spec.rate).hop_frames,
          programme_begin - designer.latency().value()};
}

}  // namespace

SceneRenderer::Impl::Impl(const StreamSpec& stream, const SceneSetup& scene,
                          std::int64_t programme_begin, std::int64_t first_frame)
    : spec(stream),
      setup(with_sides(scene)),
      designer(stream.rate, ears::electric_needs(setup.arc), setup.params.seed),
      clock(clock_of(stream, designer, programme_begin)),
      loudness(setup.track, setup.params),
      states(setup.arc, loudness, setup.params),
      cap(programme::ReturnCap::of(setup.arc, loudness, setup.params, setup.track.begin(),
                                   end_of(setup.track))),
      pieces(ears::ear_segments(setup.arc, clock)),
      perspective(setup.arc, states, cap, pieces, clock),
      listener({setup.arc, setup.params, pieces, designer, stream.rate, false}) {
  quantum = (first_frame - programme_begin) / clock.frames;
  listener.prepare(designer, {spec, !pieces.empty(), quantum * clock.frames}, quantum, arena);
  assert(listener.latency().value() == programme_begin - clock.origin);
  bus.emplace(spec, clock,
              inside::InternalBus::Setup{setup.arc, setup.track, loudness, states, setup.params,
                                         setup.body},
              arena);
  if (setup.own_voice != nullptr) {
    voice.emplace(spec, clock, setup.arc, setup.params, pieces, quantum, *setup.own_voice, arena);
  }
  for (auto& ear : internal) ear = arena.take<float>(static_cast<std::size_t>(clock.frames));
  quanta.prepare(spec, clock.frames, arena);
  guard.prepare(spec, clock.frames, arena);
  guard.set_ceiling(setup.params.render.ceiling_dbtp);
  pascals_per_unit = static_cast<float>(setup.params.render.calibration.pascals_per_unit());
  output_gain_lin = static_cast<float>(to_amplitude(setup.params.render.output_gain));
  mix = setup.arc.mix(clock.time_of(quantum));
  own = shape().over(arena.take<float>(shape().floats()));
}

void SceneRenderer::Impl::begin(quantum::RenderQuantum& work) {
  const Seconds start = clock.time_of(quantum), end = clock.time_of(quantum + 1);
  work.quantum = quantum++;
  work.from = mix;
  work.to = mix = setup.arc.mix(end);
  for (int c = 0; c < spec.ears; ++c) {
    std::ranges::copy(quanta.in().channel(c), work.in.channel(c).begin());
  }
  work.world.pascals_per_unit = pascals_per_unit;
  work.world.legs = perspective.legs(start, end);
  work.world_change = listener.begin(work.quantum, work.in, work.world);
  if (voice) voice->begin(work);
}

void SceneRenderer::Impl::hear_electric(std::size_t ear, quantum::RenderQuantum& work) {
  listener.hear_electric(ear, work.world_change, work.world);
  if (voice) voice->hear_electric(ear, work);
}

void SceneRenderer::Impl::end(quantum::RenderQuantum& work, FullScaleBlock out) {
  listener.end(work.world_change, work.world);
  bus->sound(work.quantum, work.from, work.to, internal_block());
  if (voice) voice->end(work, listener.heard(), internal_block(), listener.room());
  ears::join(perspective, clock.time_of(work.quantum), clock.time_of(work.quantum + 1),
             listener.heard(), internal_block(), listener.room(), out);
  if (output_gain_lin != 1.0f) {
    for (int c = 0; c < spec.ears; ++c) {
      for (float& x : out.channel(c)) x *= output_gain_lin;
    }
  }
  guard.process(out);
}

void SceneRenderer::Impl::run_quantum() noexcept {
  begin(own);
  if (listener.has_electric()) {
    for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) hear_electric(c, own);
  }
  end(own, quanta.out());
  silenced = quanta.silenced();
}

SceneRenderer::SceneRenderer(const StreamSpec& spec, const SceneSetup& setup,
                             std::int64_t programme_begin, std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(spec, setup, programme_begin, first_frame)) {}
SceneRenderer::~SceneRenderer() = default;

void SceneRenderer::process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept {
  const FlushDenormals flush;
  impl_->quanta.pass(in, out, [this]() noexcept { impl_->run_quantum(); });
}

Frames SceneRenderer::latency() const noexcept {
  return impl_->listener.latency() + impl_->quanta.latency() + impl_->guard.latency();
}

int SceneRenderer::ears() const noexcept { return impl_->spec.ears; }

int SceneRenderer::stages() const noexcept {
  return stages_with(impl_->listener.has_electric() ? impl_->spec.ears : 0);
}

quantum::Batch SceneRenderer::begin(ConstBlock<FullScaleUnit> in) {
  const FlushDenormals flush;
  quantum::Batch batch(impl_->shape(), impl_->quanta.completed_by(in.frames()));
  auto next = batch.quanta().begin();
  impl_->quanta.collect(in, [&] { impl_->begin(*next++); });
  batch.silenced = impl_->quanta.silenced();
  return batch;
}

void SceneRenderer::work(int stage, quantum::Batch& batch) {
  const FlushDenormals flush;
  for (quantum::RenderQuantum& work : batch.quanta()) {
    impl_->hear_electric(static_cast<std::size_t>(stage - 1), work);
  }
}

void SceneRenderer::end(quantum::Batch& batch, FullScaleBlock out) {
  const FlushDenormals flush;
  int done = 0;
  for (quantum::RenderQuantum& work : batch.quanta()) {
    impl_->end(work, out.part(done, impl_->clock.frames));
    done += impl_->clock.frames;
  }
  impl_->silenced = batch.silenced;
}

Frames SceneRenderer::whole_latency() const noexcept { return latency() - impl_->quanta.latency(); }

RenderReport SceneRenderer::report() const noexcept {
  RenderReport report;
  for (int ear = 0; ear < 2; ++ear) {
    const int heard = std::min(ear, impl_->spec.ears - 1);
    const auto& audible = impl_->listener.back().acoustic().audibility(heard);
    report.ears[ear] = {
        audible.audible_to_typical, audible.inaudible, false,
        ears::electric_needs(impl_->setup.arc, static_cast<scene::Side>(ear)).any()};
  }
  report.latency_frames = latency().value();
  report.non_finite_samples = impl_->silenced;
  report.guarded_frames = impl_->guard.report().frames;
  report.guard_events = impl_->guard.report().events;
  report.deepest_guard = from_amplitude(impl_->guard.report().lowest_gain);
  return report;
}

SceneReport SceneRenderer::scene_report() const {
  SceneReport report;
  const auto actions = impl_->cap.actions();
  report.cap_actions.assign(actions.begin(), actions.end());
  for (const inside::RingingChange& change : impl_->bus->changes()) {
    report.ringing_changes.push_back(change.what);
  }
  report.internal_limit = impl_->bus->deepest_limit();
  return report;
}

}  // namespace otoscape::render
