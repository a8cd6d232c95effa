// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "otoscape/ear/listener_design.h"
#include "otoscape/ear/listener_front.h"

namespace otoscape::render::quantum {

// A change of a listener between two quanta. Each part of the listener applies it before its second
// of the two. It owns the design and the chains, which a part may need later than the front does.
struct ListenerChange {
  std::array<std::vector<std::shared_ptr<ear::ElectricChain>>, 2> added_chains;
  std::optional<ear::ListenerMove> move;
  std::shared_ptr<const ear::ListenerDesign> design;  // that `move` leads to
};

}  // namespace otoscape::render::quantum
