// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fstream>
#include <string>
#include <vector>

namespace otoscape::implant {

// The numbers of a file of testdata/hires (see its README). Empty where it cannot be read.
inline std::vector<float> reference_numbers(const std::string& name) {
  std::ifstream file(OTOSCAPE_SOURCE_DIR "/otoscape/implant/testdata/hires/" + name,
                     std::ios::binary | std::ios::ate);
  if (!file) return {};
  std::vector<float> numbers(static_cast<std::size_t>(file.tellg()) / sizeof(float));
  file.seekg(0);
  file.read(reinterpret_cast<char*>(numbers.data()),
            static_cast<std::streamsize>(numbers.size() * sizeof(float)));
  return numbers;
}

}  // namespace otoscape::implant
