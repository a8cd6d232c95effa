// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "jobs/measure/side_facts.h"
#include "jobs/measure/take_folders.h"
#include "jobs/models/render_model.h"
#include "jobs/models/scene_options.h"
#include "jobs/models/side_track.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/scene_renderer.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::models {

// Renders through a scene, stretched to the film's length where the options say so.
class SceneModel final : public RenderModel {
 public:
  // Of a scene as it is.
  explicit SceneModel(SceneOptions options);
  // film_length: 0: unknown; a stretch then fails. Adds notes.
  static Result<std::unique_ptr<SceneModel>> make(SceneOptions options, Seconds film_length,
                                                  std::vector<std::string>& notes);

  // The programme loudness of each stream: from the cache, or one pass over the whole file.
  Status measure(InputFile& in, const io::ProgressCall& progress,
                 std::vector<std::string>& notes) override;
  // Opens the side sounds again for each pass. Adds notes the first time.
  Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                               const render::RenderParams& params,
                                               std::vector<std::string>& notes) override;
  void summarise(const TrackSpan& span, TrackSummary& summary,
                 std::vector<std::string>& notes) const override;
  Heard heard() const override;
  HearingFacts hearing(int stream) const override;
  void carry(int stream, Carry carry) override { carried_[stream] = std::move(carry); }
  const Carry* carried(int stream) const override {
    const auto found = carried_.find(stream);
    return found == carried_.end() ? nullptr : &found->second;
  }
  std::vector<std::string> notices() const override { return options_.scene.notices; }
  std::vector<measure::LoudnessPoint> loudness_points() const override;
  std::string why_two_ears() const override {
    return arc_.felt_at_most() == scene::Felt::off ? "the ears differ along the scene"
                                                   : "what is felt differs between the ears";
  }
  std::uint64_t seed() const override { return options_.seed.value_or(options_.scene.seed); }

 private:
  // A side sound and its target level.
  struct SideUse {
    const std::string& path;  // empty: none
    const char* option;
    Seconds offset;
    std::optional<DbSpl> level;  // none: it has the programme's calibration
  };
  struct Side {
    std::shared_ptr<render::SideSound> sound;  // null: none
    double peak_lu = 0.0;                      // its loudest 3 s re the target level
  };
  Result<Side> open_side(const SideUse& use, const TrackSpec& spec, const Calibration& calibration,
                         std::vector<std::string>& notes);
  // The scene's takes at this rate, made once; null where it has none.
  using Recordings = std::shared_ptr<const render::programme::Recordings>;
  Result<Recordings> recordings_for(Hertz rate);

  SceneOptions options_;
  scene::Arc arc_;
  Ears ears_ = Ears::both;                                          // that are rendered
  std::map<int, render::programme::ProgrammeLoudness> programmes_;  // by stream
  std::map<int, const render::SceneRenderer*> renderers_;
  std::map<int, Carry> carried_;
  std::map<std::string, measure::SideFacts> sides_;            // by path, once measured
  std::vector<std::shared_ptr<const SideTrack>> side_tracks_;  // opened so far
  std::vector<measure::TakeFolder> takes_;
  std::map<double, Recordings> recordings_;  // by rate in Hz
};

}  // namespace otoscape::jobs::models
