// SPDX-License-Identifier: Apache-2.0
#include "io/scene_job.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/scene_file.h"
#include "io/side_facts.h"
#include "io/side_track.h"
#include "otoscape/scene/fit.h"

namespace otoscape::io {
namespace {

constexpr double kMostSideGain = 30.0;  // dB either way, of a body track

// A side track at the level that the ears take it at.
class Scaled : public render::SideSound {
 public:
  Scaled(std::unique_ptr<SideTrack> track, double gain_lin)
      : track_(std::move(track)), gain_(static_cast<float>(gain_lin)) {}
  void read(std::int64_t first_frame, FullScaleBlock out) override {
    track_->read(first_frame, out);
    for (int c = 0; c < out.channels(); ++c) {
      for (float& x : out.channel(c)) x *= gain_;
    }
  }

 private:
  std::unique_ptr<SideTrack> track_;
  float gain_;
};

// From loudness to the level at each ear: BS.1770's offset, and two ears' energies.
DbFs level_at_ear(double lufs) { return DbFs(lufs + 0.691 - 3.0103); }

Seconds length_of(const render::ProgrammeTrack& track) {
  return Seconds(track.begin().value() +
                 static_cast<double>(track.rows()) / render::ProgrammeTrack::kPerSecond);
}

}  // namespace

SceneJob::SceneJob(SceneWishes wishes)
    : wishes_(std::move(wishes)), arc_(wishes_.scene.keyframes) {}

Result<std::unique_ptr<SceneJob>> SceneJob::make(SceneWishes wishes, Seconds film_length,
                                                 std::vector<std::string>& notes) {
  if (wishes.fit) {
    if (film_length.value() <= 0.0) {
      return failed("the film does not say how long it is, so the scene cannot be fitted to it");
    }
    auto fitted = scene::fit(std::move(wishes.scene), film_length);
    if (!fitted) return fitted.error();
    wishes.scene = *std::move(fitted);
  }
  for (std::string& note : notes_for(wishes.scene, film_length)) notes.push_back(std::move(note));
  return std::unique_ptr<SceneJob>(new SceneJob(std::move(wishes)));
}

Result<SceneJob::Side> SceneJob::open_side(const std::string& path, const char* what, Hertz rate,
                                           Seconds offset, int stream, std::optional<DbSpl> level,
                                           const Calibration& calibration,
                                           std::vector<std::string>& notes) {
  if (path.empty()) return Side();
  auto track = SideTrack::open(path, rate, offset);
  if (!track) return track.error();
  if (!side_gains_.contains(path)) {
    const auto facts = measure_side(path);
    if (!facts) return facts.error();
    for (std::string& note :
         side_notes(path, *facts, rate, offset, length_of(tracks_.at(stream)))) {
      notes.push_back(fmt::format("{}: {}", what, note));
    }
    double gain_db = 0.0;
    if (level && facts->active_lufs) {
      const DbSpl is = calibration.to_spl(level_at_ear(*facts->active_lufs));
      gain_db = std::clamp((*level - is).value(), -kMostSideGain, kMostSideGain);
    }
    side_gains_[path] = gain_db;
  }
  double gain_lin = to_amplitude(Decibels(side_gains_.at(path)));
  if (level) gain_lin *= calibration.pascals_per_unit();
  return Side(std::make_shared<Scaled>(std::move(*track), gain_lin));
}

Result<TrackEars::Renders> SceneJob::renders(int stream, Hertz rate,
                                             const render::RenderParams& params,
                                             std::vector<std::string>& notes) {
  const auto body = open_side(wishes_.body, "--body", rate, wishes_.body_offset, stream,
                              render::kBodyTrackLevel, params.calibration, notes);
  if (!body) return body.error();
  const auto voice = open_side(wishes_.own_voice, "--own-voice", rate, Seconds(0.0), stream,
                               std::nullopt, params.calibration, notes);
  if (!voice) return voice.error();
  render::SceneParams scene_params{params, wishes_.tinnitus, wishes_.return_cap_lu, seed()};
  return TrackEars::Renders{!render::needs_two_ears(arc_),
                            [this, stream, scene_params, body = *body, voice = *voice](
                                const StreamSpec& spec, std::int64_t begin, std::int64_t first) {
                              const render::SceneGiven given{arc_, tracks_.at(stream), scene_params,
                                                             body.get(), voice.get()};
                              auto renderer = std::make_unique<render::SceneRenderer>(spec, given,
                                                                                      begin, first);
                              renderers_[stream] = renderer.get();
                              return renderer;
                            }};
}

SceneSummary SceneJob::summarise(int stream, std::vector<std::string>& notes) const {
  SceneSummary summary;
  summary.return_cap_lu = wishes_.return_cap_lu;
  const auto found = renderers_.find(stream);
  if (found == renderers_.end()) return summary;
  const render::SceneReport report = found->second->scene_report();
  summary.cap_actions = report.cap_actions;
  summary.internal_limit = report.internal_limit;
  for (const std::string& change : report.ringing_changes) {
    if (std::ranges::find(notes, change) == notes.end()) notes.push_back(change);
  }
  return summary;
}

}  // namespace otoscape::io
