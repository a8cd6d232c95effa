// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "otoscape/hearing/profile.h"
#include "otoscape/render/programme/internal_loudness.h"
#include "otoscape/render/quantum/recorded_levels.h"
#include "otoscape/scene/keyframe.h"
#include "otoscape/units/calibration.h"

namespace otoscape::render::programme {

// What levels in LU refer to.
struct LoudnessReference {
  double programme_lufs = kUsualLufs;  // integrated
  Calibration calibration = Calibration::home();
  RecordedLevels recorded{};
};

// Levels in LU as what they are with this programme: the sound of ringing in dB SPL, of the body in
// dB re its documented level. K-weighted and with the source in both ears (a layer of ringing: in
// its own), the sound has programme_lufs + level over whole cycles.
DbSpl in_db_spl(Lu level, Hertz pitch, const LoudnessReference& reference);
hearing::HearingProfile in_db(hearing::HearingProfile listener, const LoudnessReference& reference);
std::vector<scene::Keyframe> in_db(std::vector<scene::Keyframe> keyframes,
                                   const LoudnessReference& reference);

// Whether any level of a listener or of a scene is in LU.
bool has_lu(const hearing::HearingProfile& listener);
bool has_lu(const std::vector<scene::Keyframe>& keyframes);
inline constexpr const char* kSilentProgramme =
    "the programme is silent, so levels in LU refer to -23 LUFS";

}  // namespace otoscape::render::programme
