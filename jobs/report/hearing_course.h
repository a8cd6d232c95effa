// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "io/pages/player_contents.h"
#include "otoscape/hearing/profile.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::report {

// A listener's hearing along a page's time.
io::pages::HearingCourse hearing_course(const hearing::HearingProfile& listener);
// The same along a scene, from its time `begin`, the page's 0, on.
io::pages::HearingCourse hearing_course(const scene::Scene& scene, Seconds begin, Seconds length);

// The points of a scene in words, at the page's times; those outside it are left out.
std::vector<io::pages::Moment> moments(const scene::Scene& scene, Seconds begin, Seconds length);

}  // namespace otoscape::jobs::report
