// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/renderer.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "otoscape/base/arena.h"
#include "otoscape/base/ease.h"
#include "otoscape/base/mailbox.h"
#include "otoscape/ear/listener.h"
#include "otoscape/render/quantum/batch.h"
#include "otoscape/render/quantum/guard.h"
#include "otoscape/render/quantum/quantum_buffer.h"

namespace otoscape::render {
namespace {

constexpr int kFetchQuanta = 4;  // over which a new design is fetched

// All that a change of listener or parameters brings; immutable once published.
struct Design {
  std::unique_ptr<const ear::ListenerDesign> ears;
  float pascals_per_unit = 1.0f;
  float output_gain_lin = 1.0f;
  double ceiling_dbtp = -1.0;
};

ear::ElectricNeeds needs_of(const hearing::HearingProfile& listener) {
  ear::ElectricNeeds needs;
  needs.add(listener.left);
  needs.add(listener.right);
  return needs;
}

}  // namespace

struct Renderer::Impl {
  Impl(const StreamSpec& stream, const hearing::HearingProfile& listener,
       const RenderParams& params, std::int64_t first_frame)
      : spec(stream),
        designer(stream.rate, needs_of(listener), params.seed),
        first(make(listener, params, first_frame)) {
    ears.prepare(designer, *first->ears, {spec, false, first_frame}, arena);
    blend_quanta = ear::blend_quanta(spec.rate);
    gain_step = gain_steps = 2 * blend_quanta;
    quanta.prepare(spec, ears.quantum(), arena);
    guard.prepare(spec, ears.quantum(), arena);
    take_over(*first);
    gain_to = design->output_gain_lin;
  }

  std::unique_ptr<const Design> make(const hearing::HearingProfile& listener,
                                     const RenderParams& params, std::int64_t first_frame) {
    auto result = std::make_unique<Design>();
    result->ears = designer.make(ear::fit(listener.left, listener.right, params.smearing),
                                 params.temporal_window, first_frame);
    result->pascals_per_unit = static_cast<float>(params.calibration.pascals_per_unit());
    result->output_gain_lin = static_cast<float>(to_amplitude(params.output_gain));
    result->ceiling_dbtp = params.ceiling_dbtp;
    return result;
  }

  void take_over(const Design& newer) noexcept {
    design = &newer;
    guard.set_ceiling(newer.ceiling_dbtp);
  }
  void poll() noexcept;
  void run_quantum() noexcept;
  void finish(FullScaleBlock out) noexcept;
  void apply_gain(FullScaleBlock sound) noexcept;
  quantum::QuantumShape shape() const {
    return {spec.ears, quanta.frames(), ears.has_electric(), false};
  }
  float gain_at(int step) const noexcept;

  StreamSpec spec;
  Arena arena;
  ear::ListenerDesigner designer;
  std::unique_ptr<const Design> first;
  Mailbox<Design> mailbox;
  const Design* design = nullptr;
  int fetched = kFetchQuanta;  // parts of the newest design that are near

  ear::Listener ears;
  quantum::Guard guard;
  quantum::QuantumBuffer quanta;
  float gain_from = 1.0f, gain_to = 1.0f;
  int blend_quanta = 7, gain_steps = 14;  // a blend's quanta, and half quanta
  int gain_step = 14;
  std::int64_t silenced = 0;  // damaged samples of what has come out
};

// A change is taken at a quantum's start, once the one before is through. It is heard some quanta
// later; meanwhile it is fetched.
void Renderer::Impl::poll() noexcept {
  if (fetched < kFetchQuanta) design->ears->acoustic->fetch(fetched++, kFetchQuanta);
  if (!ears.settled()) return;
  const Design* next = mailbox.poll();
  if (next == nullptr) return;
  take_over(*next);
  gain_from = gain_to;
  gain_to = next->output_gain_lin;
  gain_step = gain_from == gain_to ? gain_steps : 0;
  ears.adopt(*next->ears, blend_quanta, true);
  fetched = 0;
}

// A new gain comes in by a raised cosine in straight pieces of half a quantum.
void Renderer::Impl::apply_gain(FullScaleBlock sound) noexcept {
  constexpr int kPieces = 2;
  const int frames = sound.frames() / kPieces;
  if (gain_step == gain_steps) {
    if (gain_to == 1.0f) return;
    for (int c = 0; c < spec.ears; ++c) {
      for (float& x : sound.channel(c)) x *= gain_to;
    }
    return;
  }
  for (int piece = 0; piece < kPieces; ++piece) {
    const float from = gain_at(gain_step),
                slope = (gain_at(gain_step + 1) - from) / static_cast<float>(frames);
    ++gain_step;
    for (int c = 0; c < spec.ears; ++c) {
      float at = 1.0f;
      for (float& x : sound.part(piece * frames, frames).channel(c)) x *= from + slope * at++;
    }
  }
}

float Renderer::Impl::gain_at(int step) const noexcept {
  return gain_from + (gain_to - gain_from) * static_cast<float>(raised_cosine(step, gain_steps));
}

// From the ears on.
void Renderer::Impl::finish(FullScaleBlock out) noexcept {
  for (int c = 0; c < spec.ears; ++c) {
    std::ranges::copy(ears.heard().channel(c), out.channel(c).begin());
  }
  apply_gain(out);
  guard.process(out);
}

void Renderer::Impl::run_quantum() noexcept {
  poll();
  ears.process(quanta.in(), design->pascals_per_unit);
  finish(quanta.out());
  silenced = quanta.silenced();
}

Renderer::Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                   const RenderParams& params, std::int64_t first_frame)
    : impl_(std::make_unique<Impl>(spec, listener, params, first_frame)) {}

Renderer::~Renderer() = default;

Status Renderer::change(const hearing::HearingProfile& listener, const RenderParams& params) {
  const ear::ElectricNeeds needs = needs_of(listener), known = impl_->designer.needs();
  const Hertz rate = impl_->spec.rate;
  if (needs.any() &&
      (needs.latency(rate) > known.latency(rate) || needs.confusion > known.confusion ||
       needs.acoustic_delay_s > known.acoustic_delay_s)) {
    return failed("this listener's implant needs more latency than the renderer was made with");
  }
  impl_->mailbox.publish(impl_->make(listener, params, 0));
  return ok();
}

void Renderer::process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept {
  assert(in.channels() == impl_->spec.ears && out.frames() == in.frames());
  const FlushDenormals flush;
  impl_->quanta.pass(in, out, [this]() noexcept { impl_->run_quantum(); });
}

Frames Renderer::latency() const noexcept {
  return impl_->ears.latency() + impl_->quanta.latency() + impl_->guard.latency();
}

int Renderer::ears() const noexcept { return impl_->spec.ears; }

int Renderer::stages() const noexcept {
  return stages_with(impl_->ears.has_electric() ? impl_->spec.ears : 0);
}

quantum::Batch Renderer::begin(ConstBlock<FullScaleUnit> in) {
  const FlushDenormals flush;
  quantum::Batch batch(impl_->shape(), impl_->quanta.completed_by(in.frames()));
  auto next = batch.quanta().begin();
  impl_->quanta.collect(in, [&] {
    quantum::RenderQuantum& work = *next++;
    for (int c = 0; c < in.channels(); ++c) {
      std::ranges::copy(impl_->quanta.in().channel(c), work.in.channel(c).begin());
    }
    work.world.pascals_per_unit = impl_->design->pascals_per_unit;
    impl_->ears.front().process(work.in, work.world);
  });
  batch.silenced = impl_->quanta.silenced();
  return batch;
}

void Renderer::work(int stage, quantum::Batch& batch) {
  const FlushDenormals flush;
  for (quantum::RenderQuantum& work : batch.quanta()) {
    impl_->ears.hear_electric(static_cast<std::size_t>(stage - 1), work.world);
  }
}

void Renderer::end(quantum::Batch& batch, FullScaleBlock out) {
  const FlushDenormals flush;
  int done = 0;
  for (const quantum::RenderQuantum& work : batch.quanta()) {
    impl_->ears.back().process(work.world);
    impl_->finish(out.part(done, impl_->quanta.frames()));
    done += impl_->quanta.frames();
  }
  impl_->silenced = batch.silenced;
}

Frames Renderer::whole_latency() const noexcept { return latency() - impl_->quanta.latency(); }

RenderReport Renderer::report() const noexcept {
  RenderReport report;
  for (int ear = 0; ear < 2; ++ear) {
    const auto& heard =
        impl_->ears.back().acoustic().audibility(std::min(ear, impl_->spec.ears - 1));
    const auto& now = impl_->design->ears->acoustic
                          ->ears[static_cast<std::size_t>(std::min(ear, impl_->spec.ears - 1))];
    report.ears[ear] = {heard.audible_to_typical, heard.inaudible, now.typical,
                        impl_->design->ears->electric[static_cast<std::size_t>(
                            std::min(ear, impl_->spec.ears - 1))] != nullptr};
  }
  report.latency_frames = latency().value();
  report.non_finite_samples = impl_->silenced;
  report.guarded_frames = impl_->guard.report().frames;
  report.guard_events = impl_->guard.report().events;
  report.deepest_guard = from_amplitude(impl_->guard.report().lowest_gain);
  return report;
}

}  // namespace otoscape::render
