// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>

#include "otoscape/ear/percept_params.h"
#include "otoscape/render/quantum/inside_params.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::ears {

// The largest needs of the arc's implants, of both sides or of one.
ear::ElectricNeeds electric_needs(const scene::Arc& arc, std::optional<scene::Side> only = {});

// Whether a mono programme becomes two different channels along this scene, with its ringing or
// without.
bool needs_two_ears(const scene::Arc& arc, TinnitusMode ringing = TinnitusMode::full);

// Which ears have an implant at any time: left, right.
std::array<bool, 2> electric_ears(const scene::Arc& arc);

}  // namespace otoscape::render::ears
