// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/ear/listener_design.h"
#include "otoscape/ear/listener_front.h"

namespace otoscape::render::quantum {

// What a listener's parts are to do before a quantum: each part when it comes to that quantum.
struct ListenerChange {
  std::array<std::vector<std::shared_ptr<ear::ElectricChain>>, 2> added_chains;
  std::optional<ear::ListenerMove> move;
  std::shared_ptr<const ear::ListenerDesign> design;  // the move's
};

}  // namespace otoscape::render::quantum
