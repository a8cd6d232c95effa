// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "jobs/models/track_spec.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::models {

// The scene of one point in which this listener hears the whole programme.
scene::Scene scene_of(const hearing::HearingProfile& listener);

// Whether any layer of ringing is written for the ears that are rendered.
bool rings(const hearing::HearingProfile& listener, Ears ears);

}  // namespace otoscape::jobs::models
