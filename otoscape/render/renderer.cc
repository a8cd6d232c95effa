// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/renderer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <numbers>

#include "otoscape/base/arena.h"
#include "otoscape/base/mailbox.h"
#include "otoscape/ear/acoustic_path.h"
#include "otoscape/render/guard.h"

namespace otoscape::render {
namespace {

// Beyond this a sample is damage, not sound: 120 dB above full scale.
constexpr float kAbsurd = 1e6f;
constexpr int kBypassSteps =
    7;  // quanta of the crossfade between a typical ear and an impaired one
constexpr int kFetchQuanta = 4;    // over which a new design is fetched before it is adopted
constexpr int kWarmUpQuanta = 16;  // filters that stood still run this long before they are heard

// All that a change of listener or parameters brings; immutable once published.
struct Design {
  std::unique_ptr<const ear::AcousticDesign> ears;
  float pascals_per_unit = 1.0f;
  float output_gain_lin = 1.0f;
  double ceiling_dbtp = -1.0;
};

float raised_cosine(int step) {
  return static_cast<float>(0.5 - 0.5 * std::cos(std::numbers::pi * step / kBypassSteps));
}

}  // namespace

struct Renderer::Impl {
  Impl(const StreamSpec& stream, const hearing::HearingProfile& listener,
       const RenderParams& params)
      : spec(stream), designer(stream.rate), first(make(listener, params)) {
    path.prepare(designer, *first->ears, spec, arena);
    quantum = path.quantum();
    const auto frames = static_cast<std::size_t>(quantum);
    const auto delay = static_cast<std::size_t>(path.latency().value());
    for (std::size_t c = 0; c < 2; ++c) {
      in[c] = arena.take<float>(frames);
      out[c] = arena.take<float>(frames);
      heard[c] = arena.take<float>(frames);
      dry[c] = arena.take<float>(delay + frames);
      bypass_step[c] = first->ears->ears[c].typical ? kBypassSteps : 0;
    }
    guard.prepare(spec, quantum, arena);
    take_over(*first);
    gain_lin = design->output_gain_lin;
  }

  std::unique_ptr<const Design> make(const hearing::HearingProfile& listener,
                                     const RenderParams& params) {
    auto result = std::make_unique<Design>();
    result->ears = designer.make(ear::fit(listener.left, params.smearing),
                                 ear::fit(listener.right, params.smearing), params.temporal_window);
    result->pascals_per_unit = static_cast<float>(params.calibration.pascals_per_unit());
    result->output_gain_lin = static_cast<float>(to_amplitude(params.output_gain));
    result->ceiling_dbtp = params.ceiling_dbtp;
    return result;
  }

  void take_over(const Design& newer) noexcept {
    design = &newer;
    guard.set_ceiling(newer.ceiling_dbtp);
  }
  bool all_bypassed() const noexcept {
    return std::all_of(bypass_step.begin(), bypass_step.begin() + spec.ears,
                       [](int step) { return step == kBypassSteps; });
  }
  FullScaleBlock block(std::array<std::span<float>, 2>& memory) noexcept {
    return {{memory[0].data(), memory[1].data()}, spec.ears, quantum};
  }

  void poll() noexcept;
  void run_quantum() noexcept;
  void hear() noexcept;
  void mix_bypass() noexcept;
  void apply_gain() noexcept;

  StreamSpec spec;
  Arena arena;
  ear::AcousticDesigner designer;
  std::unique_ptr<const Design> first;
  Mailbox<Design> mailbox;
  const Design* design = nullptr;
  const Design* next = nullptr;  // on its way
  int fetched = 0;               // parts of it that are near

  ear::AcousticPath path;
  Guard guard;
  int quantum = 0;
  int position = 0;  // in the quantum now being collected
  std::array<std::span<float>, 2> in, out, heard;
  std::array<std::span<float>, 2> dry;  // the input as it came, as late as the path
  std::array<int, 2> bypass_step{};     // kBypassSteps: only the input; 0: only the path
  bool idle_path = false;               // every ear typical: the path is not run
  bool live = false;                    // listeners may change: keep the path warm
  int warm_up = 0;
  float gain_lin = 1.0f;
  std::int64_t non_finite = 0;
};

// A change is taken at a quantum's start, once the one before is through.
void Renderer::Impl::poll() noexcept {
  if (next == nullptr) {
    if (!path.settled() || warm_up > 0) return;
    next = mailbox.poll();
    fetched = 0;
    if (next == nullptr) return;
  }
  if (fetched < kFetchQuanta) {
    next->ears->fetch(fetched++, kFetchQuanta);
    return;
  }
  if (idle_path) warm_up = kWarmUpQuanta;
  live = true;
  take_over(*next);
  path.adopt(*next->ears);
  next = nullptr;
}

void Renderer::Impl::hear() noexcept {
  const float to_pascal = design->pascals_per_unit, from_pascal = 1.0f / to_pascal;
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) {
    std::ranges::transform(in[c], heard[c].begin(), [=](float x) { return x * to_pascal; });
  }
  path.process(PascalBlock({heard[0].data(), heard[1].data()}, spec.ears, quantum));
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) {
    std::ranges::transform(heard[c], out[c].begin(), [=](float x) { return x * from_pascal; });
  }
}

// A typical ear gets the input itself, bit for bit; the way there and back is a crossfade.
void Renderer::Impl::mix_bypass() noexcept {
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) {
    const int target = design->ears->ears[c].typical ? kBypassSteps : 0;
    const int from = bypass_step[c];
    const int to = warm_up > 0 ? from : from + (target > from) - (target < from);
    bypass_step[c] = to;
    if (from == 0 && to == 0) continue;
    if (from == kBypassSteps && to == kBypassSteps) {
      std::copy_n(dry[c].begin(), quantum, out[c].begin());
      continue;
    }
    const float start = raised_cosine(from),
                slope = (raised_cosine(to) - start) / static_cast<float>(quantum);
    for (std::size_t n = 0; n < static_cast<std::size_t>(quantum); ++n) {
      const float dry_part = start + slope * static_cast<float>(n + 1);
      out[c][n] += dry_part * (dry[c][n] - out[c][n]);
    }
  }
}

void Renderer::Impl::apply_gain() noexcept {
  const float target = design->output_gain_lin;
  if (gain_lin == 1.0f && target == 1.0f) return;
  const float slope = (target - gain_lin) / static_cast<float>(quantum);
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) {
    for (std::size_t n = 0; n < static_cast<std::size_t>(quantum); ++n) {
      out[c][n] *= gain_lin + slope * static_cast<float>(n + 1);
    }
  }
  gain_lin = target;
}

void Renderer::Impl::run_quantum() noexcept {
  poll();
  for (std::size_t c = 0; c < static_cast<std::size_t>(spec.ears); ++c) {
    for (float& x : in[c]) {
      if (std::abs(x) <= kAbsurd) continue;  // false for NaN too
      x = 0.0f;
      ++non_finite;
    }
    std::copy(dry[c].begin() + quantum, dry[c].end(), dry[c].begin());
    std::ranges::copy(in[c], dry[c].end() - quantum);
  }
  idle_path = !live && all_bypassed();
  if (!idle_path) hear();
  mix_bypass();
  if (warm_up > 0) --warm_up;
  apply_gain();
  guard.process(block(out));
  position = 0;
}

Renderer::Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                   const RenderParams& params)
    : impl_(std::make_unique<Impl>(spec, listener, params)) {}

Renderer::~Renderer() = default;

void Renderer::change(const hearing::HearingProfile& listener, const RenderParams& params) {
  impl_->mailbox.publish(impl_->make(listener, params));
}

// Output runs one frame ahead of the collected input: the quantum's last frame brings out the next
// quantum's first.
void Renderer::process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept {
  assert(in.channels() == impl_->spec.ears && out.frames() == in.frames());
  const FlushDenormals flush;
  Impl& r = *impl_;
  for (int done = 0; done < in.frames();) {
    const int count = std::min(in.frames() - done, r.quantum - r.position);
    const bool completes = r.position + count == r.quantum;
    const int before = completes ? count - 1 : count;  // frames the last quantum still answers for
    for (int c = 0; c < r.spec.ears; ++c) {
      const auto ear = static_cast<std::size_t>(c);
      const auto from =
          in.channel(c).subspan(static_cast<std::size_t>(done), static_cast<std::size_t>(count));
      std::ranges::copy(from, r.in[ear].begin() + r.position);
      std::copy_n(r.out[ear].begin() + r.position + 1, before, out.channel(c).begin() + done);
    }
    if (completes) {
      r.run_quantum();
      for (int c = 0; c < r.spec.ears; ++c) {
        out.channel(c)[static_cast<std::size_t>(done + count - 1)] =
            r.out[static_cast<std::size_t>(c)][0];
      }
    } else {
      r.position += count;
    }
    done += count;
  }
}

Frames Renderer::latency() const noexcept {
  return impl_->path.latency() + Frames(impl_->quantum - 1) + impl_->guard.latency();
}

RenderReport Renderer::report() const noexcept {
  RenderReport report;
  for (int ear = 0; ear < 2; ++ear) {
    const auto& heard = impl_->path.audibility(std::min(ear, impl_->spec.ears - 1));
    const auto& now =
        impl_->design->ears->ears[static_cast<std::size_t>(std::min(ear, impl_->spec.ears - 1))];
    report.ears[ear] = {heard.audible_to_typical, heard.inaudible, now.typical};
  }
  report.non_finite_samples = impl_->non_finite;
  report.guarded_frames = impl_->guard.report().frames;
  report.guard_events = impl_->guard.report().events;
  report.deepest_guard = from_amplitude(impl_->guard.report().lowest_gain);
  return report;
}

}  // namespace otoscape::render
