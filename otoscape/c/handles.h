// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "otoscape/c/otoscape.h"
#include "otoscape/hearing/implant_map.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/scene/keyframe.h"

// What the handles of values hold. Notes: one a line.

struct otoscape_listener {
  otoscape::hearing::HearingProfile profile;
  std::string notes;
};

struct otoscape_scene {
  otoscape::scene::Scene scene;
  std::string notes;
};

struct otoscape_map {
  otoscape::hearing::ImplantMap map;
};
