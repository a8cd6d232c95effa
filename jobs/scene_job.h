// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jobs/ears_track.h"
#include "jobs/measure/side_facts.h"
#include "jobs/side_track.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/scene_renderer.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs {

// A scene and how it shall be told.
struct SceneOptions {
  scene::Scene scene;
  bool fit = false;  // stretch it to the film's length
  render::TinnitusMode tinnitus = render::TinnitusMode::full;
  double return_cap_lu = 20.0;
  std::optional<std::uint64_t> seed;  // else the scene's own
  std::string body, own_voice;        // files beside the programme; empty: none
  Seconds body_offset{0.0};
};

// What the scene made of one track.
struct SceneSummary {
  std::vector<render::programme::ReturnCap::Action> cap_actions;
  double return_cap_lu = 20.0;
  Decibels internal_limit{0.0};
};

// A scene on its way through a job: fitted to the film, then rendered track by track.
class SceneJob {
 public:
  // film_length: 0 where it is not known. Adds notes.
  static Result<std::unique_ptr<SceneJob>> make(SceneOptions options, Seconds film_length,
                                                std::vector<std::string>& notes);

  const scene::Scene& scene() const { return options_.scene; }
  std::uint64_t seed() const { return options_.seed.value_or(options_.scene.seed); }

  // Before a stream is rendered: what its programme is like.
  void know(int stream, render::programme::ProgrammeLoudness track) {
    tracks_[stream] = std::move(track);
  }
  const render::programme::ProgrammeLoudness& track(int stream) const { return tracks_.at(stream); }
  // One pass through a stream. Opens the files beside it anew. Adds notes the first time.
  Result<EarsTrack::Renders> renders(int stream, Hertz rate, const render::RenderParams& params,
                                     std::vector<std::string>& notes);
  // Of the last pass, while its EarsTrack lives: what happened between two moments. Adds notes.
  SceneSummary summarise(int stream, Seconds from, Seconds to,
                         std::vector<std::string>& notes) const;

 private:
  explicit SceneJob(SceneOptions options);

  struct Side {
    std::shared_ptr<render::SideSound> sound;  // null: none
    double peak_lu = 0.0;                      // its loudest 3 s over the level it was brought to
  };
  Result<Side> open_side(const std::string& path, const char* what, Hertz rate, Seconds offset,
                         int stream, std::optional<DbSpl> level, const Calibration& calibration,
                         std::vector<std::string>& notes);

  SceneOptions options_;
  scene::Arc arc_;
  std::map<int, render::programme::ProgrammeLoudness> tracks_;
  std::map<int, const render::SceneRenderer*> renderers_;
  std::map<std::string, measure::SideFacts> sides_;            // by path, once measured
  std::vector<std::shared_ptr<const SideTrack>> side_tracks_;  // opened so far
};

}  // namespace otoscape::jobs
