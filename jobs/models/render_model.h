// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "io/progress.h"
#include "jobs/measure/loudness_facts.h"
#include "jobs/models/carry.h"
#include "jobs/models/input_file.h"
#include "jobs/models/rendered_track.h"
#include "jobs/models/track_spec.h"
#include "jobs/models/track_summary.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::models {

// The listener or scene, for the summary: JSON key, the words before the name, and the name.
struct Heard {
  const char* key;
  const char* relation;
  std::string name;
};

// The ears that are heard along a programme, as a scene.
struct HearingFacts {
  std::vector<scene::Keyframe> keyframes;
  render::TinnitusMode ringing = render::TinnitusMode::full;
  // Where it was measured.
  const render::programme::ProgrammeLoudness* programme = nullptr;
};

// The part of a track that was rendered, on the programme's clock.
struct TrackSpan {
  int stream = 0;
  Seconds from, to;
};

// Renders the tracks of a file: one listener, a scene, or MSBG.
class RenderModel {
 public:
  virtual ~RenderModel() = default;

  // Before any rendering: the passes over the file that the model needs. Adds notes.
  virtual Status measure(InputFile& /*in*/, const io::ProgressCall& /*progress*/,
                         std::vector<std::string>& /*notes*/) {
    return ok();
  }
  // The renderer of a track, for one pass. Adds notes the first time.
  virtual Result<std::unique_ptr<RenderedTrack>> track(const TrackSpec& spec,
                                                       const render::RenderParams& params,
                                                       std::vector<std::string>& notes) = 0;
  // Fills in the summary of the last pass. Its RenderedTrack must still exist, and summary.report
  // be set. Adds notes.
  virtual void summarise(const TrackSpan& span, TrackSummary& summary,
                         std::vector<std::string>& notes) const = 0;

  virtual Heard heard() const = 0;
  // Of a track, after measure().
  virtual HearingFacts hearing(int stream) const = 0;
  // How speech is raised in a track; null: not.
  virtual void carry(int /*stream*/, Carry /*carry*/) {}
  virtual const Carry* carried(int /*stream*/) const { return nullptr; }
  // Notices of a scene, for every user to read.
  virtual std::vector<std::string> notices() const { return {}; }
  // The points of a scene, for the steps of loudness at them.
  virtual std::vector<measure::LoudnessPoint> loudness_points() const { return {}; }
  // For the file's tags; empty: none.
  virtual std::string comment() const { return {}; }
  // The reason why mono sound became stereo, for a note.
  virtual std::string why_two_ears() const { return "this listener's ears differ"; }
  // The seed where the user gives none.
  virtual std::uint64_t seed() const { return 1; }
};

}  // namespace otoscape::jobs::models
