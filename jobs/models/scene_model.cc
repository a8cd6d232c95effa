// SPDX-License-Identifier: Apache-2.0
#include "jobs/models/scene_model.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/files/scene_file.h"
#include "jobs/measure/loudness_meter.h"
#include "jobs/measure/programme_pass.h"
#include "jobs/models/ears_track.h"
#include "jobs/models/stem_writer.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/render/programme/levels_in_db.h"
#include "otoscape/scene/recorded_use.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::jobs::models {
namespace {

constexpr double kMostSideGain = 30.0;  // dB either way, of a body track

// A side track at the level that the ears take it at.
class Scaled : public render::SideSound {
 public:
  Scaled(std::shared_ptr<SideTrack> track, double gain_lin)
      : track_(std::move(track)), gain_(static_cast<float>(gain_lin)) {}
  void read(std::int64_t first_frame, FullScaleBlock out) override {
    track_->read(first_frame, out);
    for (int c = 0; c < out.channels(); ++c) {
      for (float& x : out.channel(c)) x *= gain_;
    }
  }

 private:
  std::shared_ptr<SideTrack> track_;
  float gain_;
};

// From loudness to the level at each ear: BS.1770's offset, and two ears' energies.
DbFs level_at_ear(double lufs) { return DbFs(lufs + 0.691 - 3.0103); }

void add_note(std::vector<std::string>& notes, const std::string& note) {
  if (std::ranges::find(notes, note) == notes.end()) notes.push_back(note);
}

Seconds length_of(const render::programme::ProgrammeLoudness& track) {
  return Seconds(track.begin().value() + static_cast<double>(track.rows()) /
                                             render::programme::ProgrammeLoudness::kPerSecond);
}

}  // namespace

SceneModel::SceneModel(SceneOptions options)
    : options_(std::move(options)), arc_(options_.scene.keyframes) {}

Result<std::unique_ptr<SceneModel>> SceneModel::make(SceneOptions options, Seconds film_length,
                                                     std::vector<std::string>& notes) {
  if (options.fit) {
    if (film_length.value() <= 0.0) {
      return failed("the film does not say how long it is, so the scene cannot be fitted to it");
    }
    auto status = io::files::fit_scene(options.scene, film_length, notes);
    if (!status) return status.error();
  }
  for (const std::string& note : io::files::notes_for(options.scene, film_length))
    notes.push_back(note);
  const auto wants_track = [](const scene::Keyframe& k) { return k.body && k.body->track; };
  if (options.body.empty() && std::ranges::any_of(options.scene.keyframes, wants_track)) {
    notes.push_back("the scene asks for a body track (track_db), and no --body FILE was given");
  }
  auto takes = measure::read_takes(options.scene.recordings, notes);
  if (!takes) return takes.error();
  auto model = std::make_unique<SceneModel>(std::move(options));
  model->takes_ = *std::move(takes);
  return model;
}

Result<SceneModel::Recordings> SceneModel::recordings_for(Hertz rate) {
  if (takes_.empty()) return Recordings();
  Recordings& kept = recordings_[rate.value()];
  if (kept == nullptr) {
    auto made = measure::recordings_at(takes_, rate);
    if (!made) return made.error();
    kept = std::make_shared<const render::programme::Recordings>(*std::move(made));
  }
  return kept;
}

Status SceneModel::measure(InputFile& in, const io::ProgressCall& progress,
                           std::vector<std::string>& notes) {
  auto known = measure::know_programmes({in.path(), in.streams(), in.reading()}, in.cache(),
                                        progress, notes);
  if (!known) return known.error();
  for (auto& [stream, programme] : *known) {
    programmes_[stream] = std::move(*programme.loudness);
    in.speech()[stream] = std::move(*programme.speech);
  }
  return ok();
}

Result<SceneModel::Side> SceneModel::open_side(const SideUse& use, const TrackSpec& spec,
                                               const Calibration& calibration,
                                               std::vector<std::string>& notes) {
  if (use.path.empty()) return Side{};
  auto track = SideTrack::open(use.path, spec.rate, use.offset);
  if (!track) return track.error();
  if (!sides_.contains(use.path)) {
    const auto facts = measure::measure_side(use.path);
    if (!facts) return facts.error();
    sides_.emplace(use.path, *facts);
  }
  const measure::SideFacts& facts = sides_.at(use.path);
  for (const std::string& note : measure::side_notes(use.path, facts, spec.rate, use.offset,
                                                     length_of(programmes_.at(spec.stream)))) {
    add_note(notes, fmt::format("{}: {}", use.option, note));
  }
  double gain_lin = 1.0, peak_lu = 0.0;
  if (use.level) {
    gain_lin = calibration.pascals_per_unit();
    if (facts.active_lufs) {
      const DbSpl is = calibration.to_spl(level_at_ear(*facts.active_lufs));
      const double gain_db = std::clamp((*use.level - is).value(), -kMostSideGain, kMostSideGain);
      gain_lin *= to_amplitude(Decibels(gain_db));
      // Where the gain has reached its limit the track is louder than its level.
      const DbSpl loudest = calibration.to_spl(level_at_ear(facts.loudest_3s_lufs));
      peak_lu = (loudest - *use.level).value() + gain_db;
    }
  }
  const std::shared_ptr<SideTrack> opened = *std::move(track);
  side_tracks_.push_back(opened);
  return Side{std::make_shared<Scaled>(opened, gain_lin), peak_lu};
}

Result<std::unique_ptr<RenderedTrack>> SceneModel::track(const TrackSpec& spec,
                                                         const render::RenderParams& params,
                                                         std::vector<std::string>& notes) {
  ears_ = spec.ears;
  const auto body =
      open_side({options_.body, "--body", options_.body_offset, render::kBodyTrackLevel}, spec,
                params.calibration, notes);
  if (!body) return body.error();
  const auto voice = open_side({options_.own_voice, "--own-voice", Seconds(0.0), std::nullopt},
                               spec, params.calibration, notes);
  if (!voice) return voice.error();
  const Carry* carry = carried(spec.stream);
  std::shared_ptr<SideTrack> dialogue;
  if (carry != nullptr && !carry->dialogue.empty()) {
    auto opened = SideTrack::open(carry->dialogue, spec.rate, Seconds(0.0));
    if (!opened) return opened.error();
    dialogue = *std::move(opened);
  }
  const auto recordings = recordings_for(spec.rate);
  if (!recordings) return recordings.error();
  if (!programmes_.at(spec.stream).integrated_lufs() &&
      render::programme::has_lu(options_.scene.keyframes)) {
    add_note(notes, render::programme::kSilentProgramme);
  }
  render::SceneParams scene_params{params, options_.tinnitus, options_.return_cap_lu, seed()};
  scene_params.felt_physical = options_.scene.felt_physical;
  scene_params.body_track_peak_lu = body->peak_lu;
  const auto make = [this, stream = spec.stream, scene_params, body = body->sound,
                     voice = voice->sound, takes = *recordings, stems = spec.stems, carry,
                     dialogue](const StreamSpec& sound, std::int64_t begin, std::int64_t first) {
    const render::SceneSetup setup{
        arc_,         programmes_.at(stream),
        scene_params, body.get(),
        voice.get(),  takes.get(),
        stems,        {carry != nullptr ? &carry->lift : nullptr, dialogue.get()}};
    auto renderer = std::make_unique<render::SceneRenderer>(sound, setup, begin, first);
    renderers_[stream] = renderer.get();
    return renderer;
  };
  return std::unique_ptr<RenderedTrack>(std::make_unique<EarsTrack>(
      spec, EarsTrack::RendererFactory{!render::ears::needs_two_ears(arc_, options_.tinnitus),
                                       render::ears::electric_needs(arc_).any(), make}));
}

void SceneModel::summarise(const TrackSpan& span, TrackSummary& summary,
                           std::vector<std::string>& notes) const {
  SceneSummary made;
  made.return_cap_lu = options_.return_cap_lu;
  for (const measure::TakeFolder& takes : takes_) {
    if (!scene::is_heard(options_.scene.keyframes, takes.what)) continue;
    made.recordings.push_back(
        {std::string(name_of(takes.what)), takes.folder, takes.takes.size(), takes.length.value()});
  }
  if (const auto found = renderers_.find(span.stream); found != renderers_.end()) {
    const render::SceneReport report = found->second->scene_report();
    std::ranges::copy_if(
        report.cap_actions, std::back_inserter(made.cap_actions),
        [&](const auto& act) { return act.time >= span.from && act.time < span.to; });
    if (const Carry* carry = carried(span.stream)) {
      std::ranges::copy_if(carry->sections, std::back_inserter(made.carried),
                           [&](const auto& s) { return s.to > span.from && s.from < span.to; });
    }
    made.internal_limit = report.internal_limit;
    made.felt_limit = report.felt_limit;
    made.programme_lufs =
        programmes_.at(span.stream).integrated_lufs().value_or(render::programme::kUsualLufs);
    for (auto section : report.sections) {
      section.from = std::max(section.from, span.from);
      section.to = std::min(section.to, span.to);
      if (section.to > section.from) made.sections.push_back(section);
    }
    for (const auto& [what, ears] : report.ringing_changes) {
      if ((ears[0] && ears_ != Ears::right) || (ears[1] && ears_ != Ears::left)) {
        add_note(notes, what);
      }
    }
    for (const auto& side : side_tracks_) {
      for (const std::string& trouble : side->troubles()) add_note(notes, trouble);
    }
  }
  summary.model = made;
}

HearingFacts SceneModel::hearing(int stream) const {
  const auto known = programmes_.find(stream);
  return {arc_.keyframes(), options_.tinnitus,
          known == programmes_.end() ? nullptr : &known->second};
}

std::vector<measure::LoudnessPoint> SceneModel::loudness_points() const {
  return measure::loudness_points(arc_.keyframes());
}

Heard SceneModel::heard() const { return {"scene", "along the scene", options_.scene.title}; }

}  // namespace otoscape::jobs::models
