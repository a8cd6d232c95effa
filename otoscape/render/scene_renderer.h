// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "otoscape/body/sounds.h"
#include "otoscape/ear/percept_params.h"
#include "otoscape/render/programme/programme_loudness.h"
#include "otoscape/render/programme/return_cap.h"
#include "otoscape/render/quantum/rendering.h"
#include "otoscape/render/quantum/scene_params.h"
#include "otoscape/render/quantum/side_sound.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render {

// How loud a track of body sounds plays at 0 dB, as breath does.
inline constexpr DbSpl kBodyTrackLevel = body::kBreathLevel;

// What a scene's render is setup beside the programme. All of it outlives the renderer.
struct SceneSetup {
  const scene::Arc& arc;
  const programme::ProgrammeLoudness& track;
  SceneParams params;
  SideSound* body = nullptr;       // body sounds in pascal, at kBodyTrackLevel
  SideSound* own_voice = nullptr;  // at the programme's scale
};

// What the scene made of the render, beside RenderReport.
struct SceneReport {
  std::vector<programme::ReturnCap::Action> cap_actions;
  std::vector<std::string> ringing_changes;  // for the audience's sake
  Decibels internal_limit{0.0};              // deepest that ringing and body were held down
};

// Sends a programme through a scene: the world as the listeners of the arc hear it, what sounds
// inside, and the room, joined as the perspective says. Not for real time: between quanta it
// designs the ears to come. The ears' changes are heard at the frames that the arc says, to a
// quantum.
class SceneRenderer final : public Rendering {
 public:
  // spec.ears 1 only where needs_two_ears() is false. first_frame: of the programme's clock, with
  // the first frame that process will get; programme_begin: the clock's frame with which the whole
  // programme begins (quanta are counted from there; first_frame lies a whole number of them
  // later).
  SceneRenderer(const StreamSpec& spec, const SceneSetup& setup, std::int64_t programme_begin,
                std::int64_t first_frame);
  ~SceneRenderer() override;

  void process(ConstBlock<FullScaleUnit> in, FullScaleBlock out) noexcept override;
  Frames latency() const noexcept override;
  RenderReport report() const noexcept override;
  int ears() const noexcept override;
  int stages() const noexcept override;
  quantum::Batch begin(ConstBlock<FullScaleUnit> in) override;
  void work(int stage, quantum::Batch& batch) override;
  void end(quantum::Batch& batch, FullScaleBlock out) override;
  Frames whole_latency() const noexcept override;
  SceneReport scene_report() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace otoscape::render
