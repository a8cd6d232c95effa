// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "otoscape/body/sounds.h"
#include "otoscape/render/inside/ringing_change.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/programme/recordings.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/programme/section_loudness.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/render/quantum/side_sound.h"
#include "otoscape/render/quantum/speech_lift.h"
#include "otoscape/render/quantum/staged_renderer.h"
#include "otoscape/render/stem_sink.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render {

// Level of a track of body sounds at a gain of 0 dB: that of breath.
inline constexpr DbSpl kBodyTrackLevel = body::kBreathLevel;

// What the render of a scene needs beside the programme. All of it must outlive the renderer.
struct SceneSetup {
  const scene::Arc& arc;
  const programme::ProgrammeLoudness& programme;
  SceneParams params;
  SideSound* body = nullptr;       // body sounds in Pa, at kBodyTrackLevel
  SideSound* own_voice = nullptr;  // full scale, as the programme
  // Of the scene's [recordings], at the programme's rate; null: the models sound.
  const programme::Recordings* recordings = nullptr;
  StemSink* stems = nullptr;  // gets the parts of the mix; null: they are not made
  RaisedSpeech raised{};      // for the acoustic ears
};

// What the render of a scene changed, beside RenderReport.
struct SceneReport {
  std::vector<programme::ReturnCap::Action> cap_actions;
  std::vector<inside::RingingChange> ringing_changes;  // made by TinnitusMode
  Decibels internal_limit{0.0};  // lowest gain of ringing and body sounds, ≤ 0
  Decibels felt_limit{0.0};      // the same of what is felt
  // Between the scene's points, of what was rendered; before the output gain and the guard.
  std::vector<programme::SectionLoudness> sections;
};

// Renders a programme along a scene: the world as the scene's listeners hear it, what they feel of
// it, internal sound and the room, mixed by the perspective. Offline only: between quanta it
// designs the ears to come. A change of the ears is heard in the quantum that the arc gives.
class SceneRenderer final : public StagedRenderer {
 public:
  // spec.ears: 2, or 1 where needs_two_ears() is false. programme_begin: index, on the programme's
  // clock, of the programme's first frame, from which quanta are counted. first_frame: index of the
  // first frame that the renderer gets, a whole number of quanta later.
  SceneRenderer(const StreamSpec& spec, const SceneSetup& setup, std::int64_t programme_begin,
                std::int64_t first_frame);

  SceneReport scene_report() const;

 private:
  class Stages;
  Stages& stages_;
};

}  // namespace otoscape::render
