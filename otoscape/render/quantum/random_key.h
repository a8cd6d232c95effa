// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

#include "otoscape/dsp/spline_noise.h"

namespace otoscape::render::quantum {

// Streams of randomness are told apart by name, not by place: adding one must not change another.
inline std::uint64_t named_key(std::uint64_t key, std::string_view name) {
  key = dsp::hash(key, name.size());
  for (const char c : name) key = dsp::hash(key, static_cast<unsigned char>(c));
  return key;
}

}  // namespace otoscape::render::quantum
