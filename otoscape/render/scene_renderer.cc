// SPDX-License-Identifier: Apache-2.0
#include "otoscape/render/scene_renderer.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <memory>
#include <optional>
#include <span>

#include "otoscape/base/arena.h"
#include "otoscape/render/ears/moving_listener.h"
#include "otoscape/render/ears/own_voice.h"
#include "otoscape/render/ears/perspective.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/inside/felt_bus.h"
#include "otoscape/render/inside/internal_bus.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/section_meter.h"
#include "otoscape/render/quantum/quantum_stages.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

Seconds end_of(const programme::ProgrammeLoudness& programme) {
  return Seconds(programme.begin().value() +
                 static_cast<double>(programme.rows()) / programme::ProgrammeLoudness::kPerSecond);
}

scene::Arc arc_in_db(const SceneSetup& setup) {
  if (!programme::has_lu(setup.arc.keyframes())) return setup.arc;
  programme::LoudnessReference reference{
      setup.programme.integrated_lufs().value_or(programme::kUsualLufs),
      setup.params.render.calibration};
  if (setup.recordings != nullptr) reference.recorded = setup.recordings->levels;
  return scene::Arc(programme::in_db(setup.arc.keyframes(), reference));
}

SceneSetup with(const scene::Arc& arc, const SceneSetup& setup) {
  SceneSetup made{arc,        setup.programme, setup.params,
                  setup.body, setup.own_voice, setup.recordings};
  made.params.has_body_track = setup.body != nullptr;
  made.params.recorded = setup.recordings != nullptr ? setup.recordings->levels : RecordedLevels{};
  return made;
}

quantum::QuantumClock clock_of(const StreamSpec& spec, const ear::ListenerDesigner& designer,
                               std::int64_t programme_begin) {
  return {spec.rate, loss::SmearingFrame::at(spec.rate).hop_frames,
          programme_begin - designer.latency().value()};
}

}  // namespace

class SceneRenderer::Stages final : public quantum::QuantumStages {
 public:
  Stages(const StreamSpec& spec, const SceneSetup& setup, std::int64_t programme_begin,
         std::int64_t first_frame);

  quantum::QuantumShape shape() const override {
    return {spec_.ears, clock_.frames, listener_.has_electric(), setup_.own_voice != nullptr,
            spec_.surround};
  }
  Frames latency() const noexcept override { return listener_.latency(); }
  Output output() const noexcept override {
    const RenderParams& params = setup_.params.render;
    return {static_cast<float>(to_amplitude(params.output_gain)), params.ceiling_dbtp};
  }

  void begin(quantum::RenderQuantum& work) override;
  void electric(std::size_t ear, quantum::RenderQuantum& work) override;
  void end(quantum::RenderQuantum& work, FullScaleBlock out) override;

  RenderReport::Ear report(int ear) const noexcept override;
  SceneReport scene_report() const;

 private:
  struct Ears {
    FullScaleBlock mixed, felt;
  };
  void unfold(const Ears& ears, Seconds start, Seconds end, FullScaleBlock out);
  FullScaleBlock block(std::array<std::span<float>, 2>& memory) noexcept {
    return {{memory[0].data(), memory[1].data()}, spec_.ears, clock_.frames};
  }

  StreamSpec spec_;
  scene::Arc arc_;    // no level in LU
  SceneSetup setup_;  // of arc_
  Arena arena_;
  ear::ListenerDesigner designer_;
  quantum::QuantumClock clock_;
  programme::SceneLoudness loudness_;
  programme::SceneStates states_;
  programme::ReturnCap cap_;
  std::vector<ears::EarSegment> segments_;
  ears::Perspective perspective_;
  ears::MovingListener listener_;
  std::optional<inside::InternalBus> bus_;
  std::optional<inside::FeltBus> felt_bus_;  // of a scene in which something is felt
  std::optional<ears::OwnVoice> voice_;
  programme::SectionMeter meter_;
  std::array<std::span<float>, 2> internal_, felt_, mixed_;
  std::array<std::span<float>, kMostChannels> apart_;  // mixed, of a layout
  // Of begin alone.
  scene::MixState mix_;       // at the start of the quantum to come
  std::int64_t quantum_ = 0;  // index of the quantum to come, at the listener's output
};

SceneRenderer::Stages::Stages(const StreamSpec& spec, const SceneSetup& setup,
                              std::int64_t programme_begin, std::int64_t first_frame)
    : spec_(spec),
      arc_(arc_in_db(setup)),
      setup_(with(arc_, setup)),
      designer_(spec.rate, ears::electric_needs(arc_), setup_.params.seed),
      clock_(clock_of(spec, designer_, programme_begin)),
      loudness_(setup_.programme, setup_.params),
      states_(setup_.arc, loudness_, setup_.params),
      cap_(programme::ReturnCap::of(setup_.arc, loudness_, setup_.params, setup_.programme.begin(),
                                    end_of(setup_.programme))),
      segments_(ears::ear_segments(setup_.arc, clock_)),
      perspective_(setup_.arc, states_, cap_, segments_, clock_),
      listener_({setup_.arc, setup_.params, segments_, designer_, spec.rate, false}),
      quantum_((first_frame - programme_begin) / clock_.frames) {
  listener_.prepare(designer_, {spec_, !segments_.empty(), quantum_ * clock_.frames}, quantum_,
                    arena_);
  assert(listener_.latency().value() == programme_begin - clock_.origin);
  bus_.emplace(spec_, clock_,
               inside::InternalBus::Setup{setup_.arc, setup_.programme, loudness_, states_,
                                          setup_.params, setup_.body, setup_.recordings},
               arena_);
  if (setup_.own_voice != nullptr) {
    voice_.emplace(ears::OwnVoice::Setup{spec_, clock_, setup_.arc, setup_.params, segments_,
                                         quantum_, *setup_.own_voice},
                   arena_);
  }
  const auto frames = static_cast<std::size_t>(clock_.frames);
  for (auto& ear : internal_) ear = arena_.take<float>(frames);
  if (spec_.surround.channels() > 0) {
    for (auto& ear : mixed_) ear = arena_.take<float>(frames);
    for (auto& lane : apart_) lane = arena_.take<float>(frames);
  }
  if (arc_.felt_at_most() != scene::Felt::off) {
    felt_bus_.emplace(
        spec_, clock_,
        inside::FeltBus::Setup{arc_, loudness_, setup_.params, listener_.latency(), quantum_});
    for (auto& ear : felt_) ear = arena_.take<float>(frames);
  }
  mix_ = arc_.mix(clock_.time_of(quantum_));
  std::vector<std::int64_t> points;
  for (const scene::Keyframe& k : arc_.keyframes()) {
    points.push_back(to_frames(k.time, spec_.rate).value());
  }
  meter_.prepare(spec_, clock_.frames, std::move(points), arena_);
}

void SceneRenderer::Stages::begin(quantum::RenderQuantum& work) {
  const Seconds start = clock_.time_of(quantum_), end = clock_.time_of(quantum_ + 1);
  work.quantum = quantum_++;
  work.from = mix_;
  work.to = mix_ = setup_.arc.mix(end);
  work.world.pascals_per_unit =
      static_cast<float>(setup_.params.render.calibration.pascals_per_unit());
  work.world.crossfade = perspective_.crossfade(start, end);
  work.world_change = listener_.begin(work.quantum, work.in, work.world);
  if (voice_) voice_->begin(work);
}

void SceneRenderer::Stages::electric(std::size_t ear, quantum::RenderQuantum& work) {
  listener_.hear_electric(ear, work.world_change, work.world);
  if (voice_) voice_->hear_electric(ear, work);
}

void SceneRenderer::Stages::end(quantum::RenderQuantum& work, FullScaleBlock out) {
  listener_.end(work.world_change, work.world);
  const FullScaleBlock internal = block(internal_);
  bus_->sound(work.quantum, work.from, work.to, internal);
  if (voice_) voice_->end(work, listener_.heard(), internal, listener_.room());
  FullScaleBlock felt;
  if (felt_bus_) {
    felt = block(felt_);
    felt_bus_->sound(work.quantum, work.in, bus_->felt_limit_db(), felt);
  }
  const Seconds start = clock_.time_of(work.quantum), end = clock_.time_of(work.quantum + 1);
  const bool is_wide = spec_.surround.channels() > 0;
  const FullScaleBlock mixed = is_wide ? block(mixed_) : out;
  perspective_.mix({listener_.heard(), internal, listener_.room(), felt}, start, end, mixed);
  const auto weights = perspective_.at(Seconds(0.5 * (start.value() + end.value())));
  meter_.add(clock_.frame_of(work.quantum), {{listener_.heard(), weights.world},
                                             {felt, weights.felt},
                                             {internal, weights.internal},
                                             {mixed}});
  if (is_wide) unfold({mixed, felt}, start, end, out);
}

void SceneRenderer::Stages::unfold(const Ears& ears, Seconds start, Seconds end,
                                   FullScaleBlock out) {
  surround::Hearing& surround = *listener_.surround();
  const surround::Lanes& lanes = surround.lanes();
  std::array<float*, kMostChannels> rows{}, room_rows{};
  for (std::size_t lane = 0; lane < lanes.lanes().size(); ++lane) {
    rows[lane] = apart_[lane].data();
    room_rows[lane] = surround.room().channel(lanes.lanes()[lane].channel).data();
  }
  const auto count = static_cast<std::size_t>(lanes.count());
  const auto view = [&](const auto& of) {
    return FullScaleBlock(std::span<float* const>(of).first(count), clock_.frames);
  };
  const FullScaleBlock apart = view(rows);
  inside::PlacedSound& placed = bus_->placed();
  perspective_.mix({surround.heard(), placed.internal(), view(room_rows), placed.felt(ears.felt)},
                   start, end, apart);
  surround::unfold({ears.mixed, apart, surround.room(), listener_.room()}, lanes, out);
}

RenderReport::Ear SceneRenderer::Stages::report(int ear) const noexcept {
  const int which = std::min(ear, spec_.ears - 1);
  const ear::AcousticBack& path = listener_.back().acoustic();
  const ear::AcousticDesign::Ear& design = path.now().ears[static_cast<std::size_t>(which)];
  const bool constant = segments_.empty();  // else it is so at this moment only
  return {path.audibility(which).audible_to_typical, path.audibility(which).inaudible,
          constant && design.typical, constant && design.silent && !design.implanted,
          ears::electric_needs(setup_.arc, static_cast<scene::Side>(ear)).any()};
}

SceneReport SceneRenderer::Stages::scene_report() const {
  SceneReport report;
  const auto actions = cap_.actions();
  report.cap_actions.assign(actions.begin(), actions.end());
  report.ringing_changes = bus_->changes();
  report.internal_limit = bus_->deepest_limit();
  if (felt_bus_) report.felt_limit = felt_bus_->deepest_limit();
  for (const auto& section : meter_.sections()) {
    const auto time_of = [&](std::int64_t frame) {
      return Seconds(std::max(0.0, static_cast<double>(frame) / spec_.rate.value()));
    };
    programme::SectionLoudness made{time_of(section.from), time_of(section.to), section.mean};
    const double room = setup_.programme.loudness_lufs(
        Seconds(made.from.value() + programme::kLeftOut.value()), made.to);
    made.mean.room = std::pow(10.0, (room - programme::kLufsOffset) / 10.0);
    report.sections.push_back(made);
  }
  return report;
}

SceneRenderer::SceneRenderer(const StreamSpec& spec, const SceneSetup& setup,
                             std::int64_t programme_begin, std::int64_t first_frame)
    : StagedRenderer(spec, std::make_unique<Stages>(spec, setup, programme_begin, first_frame)),
      stages_(static_cast<Stages&>(own_stages())) {}

SceneReport SceneRenderer::scene_report() const { return stages_.scene_report(); }

}  // namespace otoscape::render
