// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/quantum/staged_renderer.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "otoscape/base/arena.h"
#include "otoscape/ear/listener_back.h"
#include "otoscape/render/quantum/guard.h"
#include "otoscape/render/quantum/live_stages.h"
#include "otoscape/render/quantum/output_gain.h"
#include "otoscape/render/quantum/quantum_buffer.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {

using quantum::RenderQuantum;

struct StagedRenderer::Shell {
  Shell(const StreamSpec& spec, std::unique_ptr<quantum::QuantumStages> own);

  void run_live(quantum::LiveStages& live_stages) noexcept;
  void finish(FullScaleBlock out) noexcept;

  void take_in(RenderQuantum& work) noexcept;

  std::unique_ptr<quantum::QuantumStages> stages;
  const quantum::QuantumShape shape;
  const int channels;
  Arena arena;
  quantum::QuantumBuffer buffer;
  quantum::OutputGain gain;
  quantum::Guard guard;
  RenderQuantum live;         // where all stages of a quantum run in turn
  std::int64_t silenced = 0;  // damaged samples of what has come out
};

StagedRenderer::Shell::Shell(const StreamSpec& spec, std::unique_ptr<quantum::QuantumStages> own)
    : stages(std::move(own)), shape(stages->shape()), channels(spec.channels()) {
  buffer.prepare(spec, shape.quantum, arena);
  guard.prepare(spec, shape.quantum, arena);
  guard.set_ceiling(stages->output().ceiling_dbtp);
  gain.prepare(stages->output().gain_lin, ear::blend_quanta(spec.rate));
  live = shape.over(arena.take<float>(shape.floats()));
  if (shape.surround.channels() > 0) return;
  live.in = buffer.in();
  live.world.in = live.in;
}

// The buffer's quantum, and the fold that the ears get of a layout.
void StagedRenderer::Shell::take_in(RenderQuantum& work) noexcept {
  const bool is_wide = shape.surround.channels() > 0;
  const FullScaleBlock to = is_wide ? work.wide : work.in;
  for (int c = 0; c < channels; ++c) {
    std::ranges::copy(buffer.in().channel(c), to.channel(c).begin());
  }
  if (is_wide) surround::fold(work.wide, shape.surround, work.in);
}

void StagedRenderer::Shell::run_live(quantum::LiveStages& live_stages) noexcept {
  if (live_stages.take_change()) {
    guard.set_ceiling(live_stages.output().ceiling_dbtp);
    gain.move_to(live_stages.output().gain_lin);
  }
  if (shape.surround.channels() > 0) take_in(live);
  live_stages.begin(live);
  for (std::size_t ear = 0; shape.electric && ear < static_cast<std::size_t>(shape.ears); ++ear) {
    live_stages.electric(ear, live);
  }
  live_stages.end(live, buffer.out());
  finish(buffer.out());
  silenced = buffer.silenced();
}

void StagedRenderer::Shell::finish(FullScaleBlock out) noexcept {
  gain.process(out);
  guard.process(out);
}

StagedRenderer::StagedRenderer(const StreamSpec& spec,
                               std::unique_ptr<quantum::QuantumStages> stages)
    : shell_(std::make_unique<Shell>(spec, std::move(stages))) {}

StagedRenderer::~StagedRenderer() = default;

quantum::QuantumStages& StagedRenderer::own_stages() noexcept { return *shell_->stages; }

int StagedRenderer::channels() const noexcept { return shell_->channels; }

int StagedRenderer::stages() const noexcept {
  return stages_with(shell_->shape.electric ? shell_->shape.ears : 0);
}

void StagedRenderer::process_live(quantum::LiveStages& stages, ConstBlock<FullScaleUnit> in,
                                  FullScaleBlock out) noexcept {
  assert(in.channels() == channels() && out.frames() == in.frames());
  const FlushDenormals flush;
  shell_->buffer.pass(in, out,
                      [shell = shell_.get(), &stages]() noexcept { shell->run_live(stages); });
}

quantum::Batch StagedRenderer::begin(ConstBlock<FullScaleUnit> in) {
  const FlushDenormals flush;
  quantum::Batch batch(shell_->shape, shell_->buffer.completed_by(in.frames()));
  auto next = batch.quanta().begin();
  shell_->buffer.collect(in, [&] {
    RenderQuantum& work = *next++;
    shell_->take_in(work);
    shell_->stages->begin(work);
  });
  batch.silenced = shell_->buffer.silenced();
  return batch;
}

void StagedRenderer::work(int stage, quantum::Batch& batch) {
  const FlushDenormals flush;
  for (RenderQuantum& work : batch.quanta()) {
    shell_->stages->electric(static_cast<std::size_t>(stage - 1), work);
  }
}

void StagedRenderer::end(quantum::Batch& batch, FullScaleBlock out) {
  const FlushDenormals flush;
  int done = 0;
  for (RenderQuantum& work : batch.quanta()) {
    const FullScaleBlock part = out.part(done, shell_->shape.quantum);
    shell_->stages->end(work, part);
    shell_->finish(part);
    done += shell_->shape.quantum;
  }
  shell_->silenced = batch.silenced;
}

Frames StagedRenderer::whole_latency() const noexcept {
  return shell_->stages->latency() + shell_->guard.latency();
}

Frames StagedRenderer::latency() const noexcept {
  return whole_latency() + shell_->buffer.latency();
}

RenderReport StagedRenderer::report() const noexcept {
  const quantum::Guard::Report& guard = shell_->guard.report();
  RenderReport report;
  for (int ear = 0; ear < 2; ++ear) report.ears[ear] = shell_->stages->report(ear);
  report.latency_frames = latency().value();
  report.non_finite_samples = shell_->silenced;
  report.guarded_frames = guard.frames;
  report.guard_events = guard.events;
  report.deepest_guard = from_amplitude(guard.lowest_gain);
  return report;
}

}  // namespace otoscape::render
