// SPDX-License-Identifier: Apache-2.0
#include "jobs/haptics/haptics_request.h"

#include <algorithm>
#include <cctype>
#include <filesystem>

namespace otoscape::jobs::haptics {

std::optional<Form> form_of(const std::string& file) {
  std::string extension = std::filesystem::path(file).extension().string();
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (extension == ".wav") return Form::wave;
  if (extension == ".ahap") return Form::ahap;
  if (extension == ".hjif") return Form::hjif;
  if (extension == ".json") return Form::vibrate;
  return std::nullopt;
}

}  // namespace otoscape::jobs::haptics
