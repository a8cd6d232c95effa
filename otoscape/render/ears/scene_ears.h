// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "otoscape/ear/percept_params.h"
#include "otoscape/scene/arc.h"

namespace otoscape::render::ears {

// What the arc's listeners need of the electric path, all together, or one side's.
ear::ElectricNeeds electric_needs(const scene::Arc& arc, std::optional<scene::Side> only = {});

// Whether a mono programme leaves this scene as two different channels.
bool needs_two_ears(const scene::Arc& arc);

}  // namespace otoscape::render::ears
