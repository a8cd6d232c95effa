// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/renderer.h"

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "otoscape/base/arena.h"
#include "otoscape/base/mailbox.h"
#include "otoscape/base/slices.h"
#include "otoscape/ear/listener.h"
#include "otoscape/render/inside/live_bus.h"
#include "otoscape/render/quantum/live_stages.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

constexpr int kFetchQuanta = 4;  // over which a new design is fetched

// All that a change of listener or parameters brings; immutable once published.
struct Design {
  std::unique_ptr<const ear::ListenerDesign> ears;
  std::unique_ptr<const inside::LiveInside> inside;  // null: nothing sounds inside
  float pascals_per_unit = 1.0f;
  quantum::LiveStages::Output output;
};

ear::ElectricNeeds needs_of(const hearing::HearingProfile& listener,
                            std::span<const hearing::HearingProfile> others = {}) {
  ear::ElectricNeeds needs;
  const auto add = [&](const hearing::HearingProfile& one) {
    needs.add(one.left);
    needs.add(one.right);
  };
  add(listener);
  std::ranges::for_each(others, add);
  return needs;
}

// Time at the listener's output. Quanta count from the programme's first, so that those of a region
// that begins with a whole quantum are those of the whole.
quantum::QuantumClock clock_of(const StreamSpec& spec, const ear::ListenerDesigner& designer,
                               std::int64_t first_frame) {
  const int frames = loss::SmearingFrame::at(spec.rate).hop_frames;
  return {spec.rate, frames, first_frame % frames - designer.latency().value()};
}

}  // namespace

class Renderer::Stages final : public quantum::LiveStages {
 public:
  Stages(const StreamSpec& spec, const hearing::HearingProfile& listener,
         const RenderParams& params, std::int64_t first_frame,
         std::span<const hearing::HearingProfile> others)
      : spec_(spec),
        designer_(spec.rate, needs_of(listener, others), params.seed),
        inside_designer_(spec, clock_of(spec, designer_, first_frame)),
        first_(all_at_once([&](Pace& pace) { return make(pace, listener, params, first_frame); })),
        design_(first_.get()),
        blend_quanta_(ear::blend_quanta(spec.rate)) {
    ears_.prepare(designer_, *first_->ears, {spec_, false, first_frame}, arena_);
    inside_.prepare(spec_, inside_designer_.clock(), first_frame / ears_.quantum(),
                    first_->inside.get(), arena_);
  }

  Status begin_change(const hearing::HearingProfile& listener, const RenderParams& params);
  bool go_on(std::optional<Pace::Clock::duration> about);

  quantum::QuantumShape shape() const override {
    return {spec_.ears, ears_.quantum(), ears_.has_electric(), false, spec_.surround};
  }
  Frames latency() const noexcept override { return ears_.latency(); }
  Output output() const noexcept OTOSCAPE_RT override { return design_->output; }

  bool take_change() noexcept OTOSCAPE_RT override;
  void begin(quantum::RenderQuantum& work) noexcept OTOSCAPE_RT override {
    work.world.pascals_per_unit = design_->pascals_per_unit;
    ears_.front().process(work.in, work.world);
  }
  void electric(std::size_t ear, quantum::RenderQuantum& work) noexcept OTOSCAPE_RT override {
    ears_.hear_electric(ear, work.world);
  }
  void end(quantum::RenderQuantum& work, FullScaleBlock out) noexcept OTOSCAPE_RT override {
    ears_.back().process(work.world);
    const FullScaleBlock heard = ears_.heard();
    // Offline nothing changes: where nothing sounds, there is nothing to measure for.
    if (live_ || design_->inside != nullptr) inside_.add(work.in, heard);
    if (auto* surround = ears_.surround()) {
      surround::unfold({heard, surround->heard(), surround->room(), ears_.room()},
                       surround->lanes(), out);
      return;
    }
    for (int c = 0; c < spec_.ears; ++c) {
      std::ranges::copy(heard.channel(c), out.channel(c).begin());
    }
  }
  RenderReport::Ear report(int ear) const noexcept override;

 private:
  using Made = std::unique_ptr<const Design>;
  // By value: the work outlives its caller's arguments.
  Slices<Made> make(Pace& pace, hearing::HearingProfile listener, RenderParams params,
                    std::int64_t first_frame);

  StreamSpec spec_;
  Arena arena_;
  ear::ListenerDesigner designer_;
  inside::LiveInsideDesigner inside_designer_;
  std::unique_ptr<const Design> first_;
  Mailbox<Design> mailbox_;
  Pace pace_;
  std::optional<Slices<Made>> pending_;  // a change that is not complete
  const Design* design_;
  int blend_quanta_;
  int fetched_ = kFetchQuanta;  // parts of the newest design that have been fetched
  ear::Listener ears_;
  inside::LiveBus inside_;
  bool live_ = false;
};

Slices<Renderer::Stages::Made> Renderer::Stages::make(Pace& pace, hearing::HearingProfile listener,
                                                      RenderParams params,
                                                      std::int64_t first_frame) {
  auto made = std::make_unique<Design>();
  const ear::ListenerParams ears = ear::fit(listener.left, listener.right, params.smearing);
  co_await pace.pause();
  made->ears = co_await designer_.make(pace, ears, params.temporal_window, first_frame);
  co_await pace.pause();
  made->inside = inside_designer_.make(listener, params);
  made->pascals_per_unit = static_cast<float>(params.calibration.pascals_per_unit());
  made->output = {static_cast<float>(to_amplitude(params.output_gain)), params.ceiling_dbtp};
  co_return made;
}

Status Renderer::Stages::begin_change(const hearing::HearingProfile& listener,
                                      const RenderParams& params) {
  const ear::ElectricNeeds needs = needs_of(listener), known = designer_.needs();
  if (needs.any() &&
      (needs.latency(spec_.rate) > known.latency(spec_.rate) || needs.confusion > known.confusion ||
       needs.acoustic_delay_s > known.acoustic_delay_s)) {
    return failed("this listener's implant needs more latency than the renderer was made with");
  }
  pending_.reset();
  pace_ = {};
  pending_.emplace(make(pace_, listener, params, 0));
  return ok();
}

// about: none: until the design is complete.
bool Renderer::Stages::go_on(std::optional<Pace::Clock::duration> about) {
  mailbox_.collect();
  if (!pending_) return true;
  // The work goes on to its next pause, up to 0.5 ms later where a chain is made: so it stops
  // early.
  if (about && !pending_->go_on(pace_, *about * 3 / 4)) return false;
  mailbox_.publish(about ? pending_->take() : pending_->all(pace_));
  pending_.reset();
  return true;
}

// A change is taken at a quantum's start, once the one before is complete. It is heard some quanta
// later; meanwhile the design is fetched.
bool Renderer::Stages::take_change() noexcept {
  live_ = true;
  if (fetched_ < kFetchQuanta) design_->ears->acoustic->fetch(fetched_++, kFetchQuanta);
  if (!ears_.settled() || !inside_.settled()) return false;
  const Design* next = mailbox_.poll();
  if (next == nullptr) return false;
  design_ = next;
  const int wait = ears_.adopt(*next->ears, blend_quanta_, true);
  inside_.adopt(next->inside.get(), wait, blend_quanta_);
  fetched_ = 0;
  return true;
}

RenderReport::Ear Renderer::Stages::report(int ear) const noexcept {
  const int which = std::min(ear, spec_.ears - 1);
  const auto& heard = ears_.back().acoustic().audibility(which);
  const auto place = static_cast<std::size_t>(which);
  const ear::AcousticDesign::Ear& design = design_->ears->acoustic->ears[place];
  return {heard.audible_to_typical, heard.inaudible, design.typical,
          design.silent && !design.implanted, design_->ears->electric[place] != nullptr};
}

Renderer::Renderer(const StreamSpec& spec, const hearing::HearingProfile& listener,
                   const RenderParams& params, std::int64_t first_frame,
                   std::span<const hearing::HearingProfile> others)
    : StagedRenderer(spec, std::make_unique<Stages>(spec, listener, params, first_frame, others)),
      stages_(static_cast<Stages&>(own_stages())) {}

void Renderer::process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept {
  process_live(stages_, in, out);
}

Status Renderer::change(const hearing::HearingProfile& listener, const RenderParams& params) {
  if (auto status = begin_change(listener, params); !status) return status;
  finish_change();
  return ok();
}

Status Renderer::begin_change(const hearing::HearingProfile& listener, const RenderParams& params) {
  return stages_.begin_change(listener, params);
}

bool Renderer::go_on(std::chrono::microseconds about) { return stages_.go_on(about); }
void Renderer::finish_change() { stages_.go_on(std::nullopt); }

}  // namespace otoscape::render
