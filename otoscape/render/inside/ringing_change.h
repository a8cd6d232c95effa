// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string>

namespace otoscape::render::inside {

// A change that TinnitusMode made to a layer of ringing.
struct RingingChange {
  std::string what;               // a sentence
  std::array<bool, 2> ears = {};  // left, right: in which it was made
};

}  // namespace otoscape::render::inside
