// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace otoscape::scene {

// The body sounds that may be recordings instead of models.
enum class Recorded { heart, breath, steps, swallow, teeth, blink, jaw, cloth, touch, own_hum };
inline constexpr std::size_t kRecorded = 10;
inline constexpr std::array<std::string_view, kRecorded> kRecordedNames = {
    "heart", "breath", "steps", "swallow", "teeth", "blink", "jaw", "cloth", "touch", "own-hum"};
constexpr std::string_view name_of(Recorded what) {
  return kRecordedNames[static_cast<std::size_t>(what)];
}

inline constexpr std::size_t kMostTakes = 200;  // of one source

// A folder of takes of one source.
struct Recording {
  Recorded what = Recorded::heart;
  std::string folder;              // as written
  std::vector<std::string> files;  // its sound files by name; empty until they are looked up
  int line = 0;                    // in the scene's file, for messages
};

}  // namespace otoscape::scene
