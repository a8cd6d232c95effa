// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::render::quantum {

// The key of a named stream of random numbers. A name, and not a number in a list, so that adding a
// stream does not change the others.
inline std::uint64_t named_key(std::uint64_t key, std::string_view name) {
  key = dsp::hash(key, name.size());
  for (const char c : name) key = dsp::hash(key, static_cast<unsigned char>(c));
  return key;
}

}  // namespace otoscape::render::quantum
