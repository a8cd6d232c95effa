// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

#include "io/media/write/output_plan.h"
#include "jobs/captions/caption_options.h"
#include "jobs/haptics/haptics_request.h"
#include "jobs/measure/calibration_option.h"
#include "jobs/models/msbg_options.h"
#include "jobs/models/scene_options.h"
#include "jobs/models/track_spec.h"
#include "otoscape/base/layout.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/render/quantum/render_params.h"

namespace otoscape::jobs {

// What becomes of more than two channels: they are kept, folded to two, or led to the two ears of a
// head among loudspeakers, which stereo is as well.
enum class OutLayout { same, stereo, binaural };

// The main job: renders the sound of a film or a sound file through one listener's hearing, or
// through a scene, and copies the other streams.
struct RenderJob {
  std::string in, out;  // "-": standard input, standard output (WAV)
  // One listener, a scene, or MSBG with one listener.
  std::variant<hearing::HearingProfile, models::SceneOptions, models::MsbgRequest> model;
  render::RenderParams params;  // the job replaces its calibration
  measure::CalibrationOption calibration;
  io::media::OutputOptions options;
  models::Ears ears = models::Ears::both;
  // Of a listener; a scene has its own. Has no effect where params.inside asks for anything.
  render::TinnitusMode tinnitus = render::TinnitusMode::full;
  std::optional<int> track;  // place among the file's tracks, from 1; none: its default one
  bool all_tracks = false;
  // The loudspeakers of the input's channels, where the file does not say or says something else;
  // empty: as it says.
  Layout input_layout{};
  // Of more than two channels: kept, or folded to two before the ears.
  OutLayout layout = OutLayout::same;
  std::string hrtf;             // of binaural: as io::sofa::binaural_hrirs
  bool match_loudness = false;  // a gain to the loudness of the input, −40…+20 dB
  std::optional<Seconds> start, duration;
  bool picture = false;  // a region with its picture, from the key frame before `start`
  int threads = 0;       // 0: the number of processors; above 1: one for each part
  std::optional<std::uint64_t> seed;  // none: 1, or the scene's own
  std::string stems;                  // folder for the parts of the mix; empty: none
  std::string report;                 // page about the render; empty: none
  std::string dialogue;    // file with the dialogue of `in` by itself; empty: speech is found in it
  std::string audibility;  // file for what each ear can use of the speech; empty: none
  captions::CaptionOptions captions;  // files of captions, which a film gets as tracks as well
  haptics::HapticsRequest haptics;    // vibration beside the sound
  bool overwrite = false;
  std::string cache;  // as ProgrammeCache::of: "off", a folder, or empty
};

// job.threads, or the number of processors for 0.
int threads_of(const RenderJob& job);

}  // namespace otoscape::jobs
