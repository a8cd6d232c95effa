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
#include "otoscape/base/block_memory.h"
#include "otoscape/base/block_sums.h"
#include "otoscape/render/body_giver.h"
#include "otoscape/render/ears/moving_listener.h"
#include "otoscape/render/ears/own_voice.h"
#include "otoscape/render/ears/perspective.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/ears/speech_raiser.h"
#include "otoscape/render/inside/felt_bus.h"
#include "otoscape/render/inside/internal_bus.h"
#include "otoscape/render/programme/k_weighting.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/render/programme/section_meter.h"
#include "otoscape/render/quantum/quantum_stages.h"
#include "otoscape/render/scene_stems.h"
#include "otoscape/surround/unfold.h"

namespace otoscape::render {
namespace {

scene::Arc arc_in_db(const SceneSetup& setup) {
  if (!programme::has_lu(setup.arc.keyframes())) return setup.arc;
  programme::LoudnessReference reference{
      setup.programme.integrated_lufs().value_or(programme::kUsualLufs),
      setup.params.render.calibration};
  if (setup.recordings != nullptr) reference.recorded = setup.recordings->levels;
  return scene::Arc(programme::in_db(setup.arc.keyframes(), reference));
}

SceneSetup with(const scene::Arc& arc, const SceneSetup& setup) {
  SceneSetup made{arc,         setup.programme, setup.params,
                  setup.body,  setup.own_voice, setup.recordings,
                  setup.stems, setup.body_tap,  setup.raised};
  made.params.has_body_track = setup.body != nullptr;
  made.params.recorded = setup.recordings != nullptr ? setup.recordings->levels : RecordedLevels{};
  return made;
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
  void make_parts();
  void part(FullScaleBlock felt, FullScaleBlock felt_apart);
  void part_voice(quantum::RenderQuantum& work);
  void speak(quantum::RenderQuantum& work);
  void unfold(FullScaleBlock felt_apart, const ears::Perspective::Course& course,
              FullScaleBlock out);
  bool is_wide() const { return spec_.surround.channels() > 0; }
  bool in_parts() const { return setup_.stems != nullptr || setup_.body_tap != nullptr; }

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
  std::array<bool, 2> electric_ = ears::electric_ears(arc_);
  ears::Perspective perspective_;
  ears::MovingListener listener_;
  std::optional<inside::InternalBus> bus_;
  std::optional<inside::FeltBus> felt_bus_;  // of a scene in which something is felt
  std::optional<ears::OwnVoice> voice_;
  std::optional<ears::SpeechRaiser> raiser_;
  programme::SectionMeter meter_;
  FullScaleBlock internal_, felt_;
  FullScaleBlock mixed_, apart_, room_fold_;   // of a layout
  std::array<FullScaleBlock, 3> voice_parts_;  // apart: world, internal, room
  std::optional<SceneStems> stems_;
  std::optional<BodyGiver> body_giver_;
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
      clock_{spec.rate, loss::SmearingFrame::at(spec.rate).hop_frames,
             programme_begin - designer_.latency().value()},
      loudness_(setup_.programme, setup_.params),
      states_(setup_.arc, loudness_, setup_.params),
      cap_(programme::ReturnCap::of(setup_.arc, loudness_, setup_.params, setup_.programme.begin(),
                                    setup_.programme.end())),
      segments_(ears::ear_segments(setup_.arc, clock_)),
      perspective_(setup_.arc, states_, cap_, segments_, clock_),
      listener_({setup_.arc, setup_.params, segments_, designer_, spec.rate, false}),
      quantum_((first_frame - programme_begin) / clock_.frames) {
  listener_.prepare(designer_, {spec_, !segments_.empty(), quantum_ * clock_.frames}, quantum_,
                    arena_);
  assert(listener_.latency().value() == programme_begin - clock_.origin);
  bus_.emplace(
      spec_, clock_,
      inside::InternalBus::Setup{setup_.arc, setup_.programme, loudness_, states_, setup_.params,
                                 setup_.body, setup_.recordings, in_parts()},
      arena_);
  if (setup_.own_voice != nullptr) {
    voice_.emplace(ears::OwnVoice::Setup{spec_, clock_, setup_.arc, setup_.params, segments_,
                                         quantum_, *setup_.own_voice},
                   arena_);
  }
  if (setup_.raised.lift != nullptr)
    raiser_.emplace(spec_, clock_, setup_.raised, listener_.latency(), arena_);
  internal_ = take_block(arena_, spec_.ears, clock_.frames);
  if (is_wide()) {
    mixed_ = take_block(arena_, spec_.ears, clock_.frames);
    room_fold_ = take_block(arena_, spec_.ears, clock_.frames);
    apart_ = take_block(arena_, surround::Lanes(spec_.surround).count(), clock_.frames);
  }
  if (arc_.felt_at_most() != scene::Felt::off) {
    felt_bus_.emplace(
        spec_, clock_,
        inside::FeltBus::Setup{arc_, loudness_, setup_.params, listener_.latency(), quantum_});
    felt_ = take_block(arena_, spec_.ears, clock_.frames);
  }
  if (in_parts()) make_parts();
  mix_ = arc_.mix(clock_.time_of(quantum_));
  std::vector<std::int64_t> points;
  for (const scene::Keyframe& k : arc_.keyframes())
    points.push_back(to_frames(k.time, spec_.rate).value());
  meter_.prepare(spec_, clock_.frames, std::move(points));
}

void SceneRenderer::Stages::begin(quantum::RenderQuantum& work) {
  const Seconds start = clock_.time_of(quantum_), end = clock_.time_of(quantum_ + 1);
  work.quantum = quantum_++;
  work.from = mix_;
  work.to = mix_ = setup_.arc.mix(end);
  work.world.pascals_per_unit =
      static_cast<float>(setup_.params.render.calibration.pascals_per_unit());
  work.world.crossfade = perspective_.crossfade(start, end);
  if (raiser_) raiser_->raise(work);
  work.world_change = listener_.begin(work.quantum, work.in, work.world);
  if (voice_) voice_->begin(work);
}

void SceneRenderer::Stages::electric(std::size_t ear, quantum::RenderQuantum& work) {
  listener_.hear_electric(ear, work.world_change, work.world);
  if (voice_) voice_->hear_electric(ear, work);
}

void SceneRenderer::Stages::end(quantum::RenderQuantum& work, FullScaleBlock out) {
  const std::int64_t first = clock_.frame_of(work.quantum);
  const Seconds start = clock_.time_of(work.quantum), end = clock_.time_of(work.quantum + 1);
  const ears::Perspective::Course course = perspective_.course(start, end);
  listener_.end(work.world_change, work.world);
  bus_->sound(work.quantum, work.from, work.to, internal_);
  if (felt_bus_) felt_bus_->sound(work.quantum, work.in, bus_->felt_limit_db(), felt_);
  const FullScaleBlock felt_apart = bus_->placed().felt(felt_);
  if (is_wide()) copy_sound(listener_.room(), room_fold_);
  if (stems_) {
    stems_->begin(course);
    part(felt_, felt_apart);
  }
  if (voice_ && in_parts()) part_voice(work);
  if (body_giver_) {
    const FullScaleBlock voice = voice_ ? voice_parts_[1] : FullScaleBlock();
    const auto channels = is_wide() ? listener_.surround()->room() : FullScaleBlock();
    body_giver_->give({first, listener_.room(), channels, *bus_->parts(), voice, course});
  }
  if (voice_) speak(work);
  if (stems_) stems_->give(first);
  const FullScaleBlock mixed = is_wide() ? mixed_ : out;
  ears::mix({listener_.heard(), internal_, listener_.room(), felt_}, course, mixed);
  const ears::BusWeights& weights = course.points[course.points.size() / 2];
  meter_.add(first, {{listener_.heard(), weights.world},
                     {felt_, weights.felt},
                     {internal_, weights.internal},
                     {mixed}});
  if (is_wide()) unfold(felt_apart, course, out);
}

void SceneRenderer::Stages::make_parts() {
  for (auto& bus : voice_parts_) bus = take_block(arena_, spec_.ears, clock_.frames);
  if (setup_.body_tap != nullptr) body_giver_.emplace(*setup_.body_tap, spec_.surround);
  if (setup_.stems == nullptr) return;
  stems_.emplace(SceneStems::Setup{spec_, clock_.frames, output().gain_lin, felt_bus_.has_value(),
                                   voice_.has_value(), has_room(arc_), *bus_->parts()},
                 *setup_.stems, arena_);
}

// The stems of what lies in the buses before the voice is added.
void SceneRenderer::Stages::part(FullScaleBlock felt, FullScaleBlock felt_apart) {
  using ears::BusWeights;
  surround::Hearing* surround = listener_.surround();
  stems_->add(StemName::Kind::world,
              {listener_.heard(), surround != nullptr ? surround->heard() : FullScaleBlock(),
               &BusWeights::world});
  stems_->add_room(surround != nullptr ? surround->room() : listener_.room());
  if (felt_bus_) stems_->add(StemName::Kind::felt, {felt, felt_apart, &BusWeights::felt});
  const inside::InsideParts& parts = *bus_->parts();
  for (std::size_t i = 0; i < parts.all().size(); ++i) {
    if (!parts.all()[i].sounds) continue;
    const FullScaleBlock sound = parts.sound(i);
    stems_->add_part(
        i, {sound, bus_->placed().apart_of(parts.all()[i].place, sound), &BusWeights::internal});
  }
}

// The voice by itself, before the buses have it.
void SceneRenderer::Stages::part_voice(quantum::RenderQuantum& work) {
  for (const FullScaleBlock& part : voice_parts_) clear_sound(part);
  voice_->end(work, voice_parts_[0], voice_parts_[1], voice_parts_[2]);
}

// Adds the voice to the buses, and all of it to its stem.
void SceneRenderer::Stages::speak(quantum::RenderQuantum& work) {
  using ears::BusWeights;
  const std::array buses = {listener_.heard(), internal_, listener_.room()};
  if (!in_parts()) return voice_->end(work, buses[0], buses[1], buses[2]);
  for (std::size_t bus = 0; bus < buses.size(); ++bus) add_sound(voice_parts_[bus], buses[bus]);
  if (!stems_) return;
  constexpr std::array kWeights = {&BusWeights::world, &BusWeights::internal, &BusWeights::room};
  for (std::size_t bus = 0; bus < kWeights.size(); ++bus) {
    stems_->add(StemName::Kind::voice, {voice_parts_[bus], {}, kWeights[bus]});
  }
}

void SceneRenderer::Stages::unfold(FullScaleBlock felt_apart,
                                   const ears::Perspective::Course& course, FullScaleBlock out) {
  surround::Hearing& surround = *listener_.surround();
  ears::mix({surround.heard(), bus_->placed().internal(), surround.room_of_lanes(), felt_apart},
            course, apart_);
  surround::unfold({mixed_, apart_, surround.room(), room_fold_}, surround.lanes(), out);
}

RenderReport::Ear SceneRenderer::Stages::report(int ear) const noexcept {
  const int which = std::min(ear, spec_.ears - 1);
  const ear::AcousticBack& path = listener_.back().acoustic();
  const ear::AcousticDesign::Ear& design = path.now().ears[static_cast<std::size_t>(which)];
  const bool constant = segments_.empty();  // else it is so at this moment only
  return {path.audibility(which).audible_to_typical, path.audibility(which).inaudible,
          constant && design.typical, constant && design.silent && !design.implanted,
          electric_[static_cast<std::size_t>(ear)]};
}

SceneReport SceneRenderer::Stages::scene_report() const {
  SceneReport report;
  const auto actions = cap_.actions();
  report.cap_actions.assign(actions.begin(), actions.end());
  report.ringing_changes = bus_->changes();
  report.internal_limit = bus_->deepest_limit();
  if (felt_bus_) report.felt_limit = felt_bus_->deepest_limit();
  report.sections = programme::with_room(meter_.sections(), spec_.rate, setup_.programme);
  return report;
}

SceneRenderer::SceneRenderer(const StreamSpec& spec, const SceneSetup& setup,
                             std::int64_t programme_begin, std::int64_t first_frame)
    : StagedRenderer(spec, std::make_unique<Stages>(spec, setup, programme_begin, first_frame)),
      stages_(static_cast<Stages&>(own_stages())) {}

SceneReport SceneRenderer::scene_report() const { return stages_.scene_report(); }

}  // namespace otoscape::render
