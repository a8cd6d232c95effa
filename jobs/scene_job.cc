// SPDX-License-Identifier: Apache-2.0
#include "jobs/scene_job.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/files/scene_file.h"
#include "otoscape/render/ears/scene_ears.h"
#include "otoscape/scene/stretch.h"

namespace otoscape::jobs {
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

SceneJob::SceneJob(SceneOptions options)
    : options_(std::move(options)), arc_(options_.scene.keyframes) {}

Result<std::unique_ptr<SceneJob>> SceneJob::make(SceneOptions options, Seconds film_length,
                                                 std::vector<std::string>& notes) {
  if (options.fit) {
    if (film_length.value() <= 0.0) {
      return failed("the film does not say how long it is, so the scene cannot be fitted to it");
    }
    auto fitted = scene::stretch(std::move(options.scene), film_length);
    if (!fitted) return fitted.error();
    options.scene = *std::move(fitted);
  }
  for (const std::string& note : io::files::notes_for(options.scene, film_length))
    notes.push_back(note);
  const auto wants_track = [](const scene::Keyframe& k) { return k.body && k.body->track; };
  if (options.body.empty() && std::ranges::any_of(options.scene.keyframes, wants_track)) {
    notes.push_back("the scene asks for a body track (track_db), and no --body FILE was given");
  }
  return std::unique_ptr<SceneJob>(new SceneJob(std::move(options)));
}

Result<SceneJob::Side> SceneJob::open_side(const std::string& path, const char* what, Hertz rate,
                                           Seconds offset, int stream, std::optional<DbSpl> level,
                                           const Calibration& calibration,
                                           std::vector<std::string>& notes) {
  if (path.empty()) return Side{};
  auto track = SideTrack::open(path, rate, offset);
  if (!track) return track.error();
  if (!sides_.contains(path)) {
    const auto facts = measure::measure_side(path);
    if (!facts) return facts.error();
    sides_.emplace(path, *facts);
  }
  const measure::SideFacts& facts = sides_.at(path);
  for (const std::string& note :
       measure::side_notes(path, facts, rate, offset, length_of(tracks_.at(stream)))) {
    add_note(notes, fmt::format("{}: {}", what, note));
  }
  double gain_lin = 1.0, peak_lu = 0.0;
  if (level) {
    gain_lin = calibration.pascals_per_unit();
    if (facts.active_lufs) {
      const DbSpl is = calibration.to_spl(level_at_ear(*facts.active_lufs));
      const double gain_db = std::clamp((*level - is).value(), -kMostSideGain, kMostSideGain);
      gain_lin *= to_amplitude(Decibels(gain_db));
      // Where the gain has reached its limit the track is louder than its level.
      const DbSpl loudest = calibration.to_spl(level_at_ear(facts.loudest_3s_lufs));
      peak_lu = (loudest - *level).value() + gain_db;
    }
  }
  const std::shared_ptr<SideTrack> opened = *std::move(track);
  side_tracks_.push_back(opened);
  return Side{std::make_shared<Scaled>(opened, gain_lin), peak_lu};
}

Result<EarsTrack::Renders> SceneJob::renders(int stream, Hertz rate,
                                             const render::RenderParams& params,
                                             std::vector<std::string>& notes) {
  const auto body = open_side(options_.body, "--body", rate, options_.body_offset, stream,
                              render::kBodyTrackLevel, params.calibration, notes);
  if (!body) return body.error();
  const auto voice = open_side(options_.own_voice, "--own-voice", rate, Seconds(0.0), stream,
                               std::nullopt, params.calibration, notes);
  if (!voice) return voice.error();
  render::SceneParams scene_params{params, options_.tinnitus, options_.return_cap_lu, seed()};
  scene_params.body_track_peak_lu = body->peak_lu;
  return EarsTrack::Renders{
      !render::ears::needs_two_ears(arc_), render::ears::electric_needs(arc_).any(),
      [this, stream, scene_params, body = body->sound, voice = voice->sound](
          const StreamSpec& spec, std::int64_t begin, std::int64_t first) {
        const render::SceneSetup given{arc_, tracks_.at(stream), scene_params, body.get(),
                                       voice.get()};
        auto renderer = std::make_unique<render::SceneRenderer>(spec, given, begin, first);
        renderers_[stream] = renderer.get();
        return renderer;
      }};
}

SceneSummary SceneJob::summarise(int stream, Seconds from, Seconds to,
                                 std::vector<std::string>& notes) const {
  SceneSummary summary;
  summary.return_cap_lu = options_.return_cap_lu;
  const auto found = renderers_.find(stream);
  if (found == renderers_.end()) return summary;
  const render::SceneReport report = found->second->scene_report();
  std::ranges::copy_if(report.cap_actions, std::back_inserter(summary.cap_actions),
                       [&](const auto& act) { return act.time >= from && act.time < to; });
  summary.internal_limit = report.internal_limit;
  for (const std::string& change : report.ringing_changes) add_note(notes, change);
  for (const auto& side : side_tracks_) {
    for (const std::string& trouble : side->troubles()) add_note(notes, trouble);
  }
  return summary;
}

}  // namespace otoscape::jobs
