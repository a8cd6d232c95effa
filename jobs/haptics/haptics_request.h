// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "otoscape/haptics/device.h"

namespace otoscape::jobs::haptics {

enum class Form { wave, ahap, hjif, vibrate };

// The vibration that a render is to write beside its sound.
struct HapticsRequest {
  std::string file;  // empty: none
  otoscape::haptics::Device device = otoscape::haptics::Device::chest;
  int bands = 1;
  bool ringing = true;
};

// By the extension: .wav, .ahap, .hjif, .json.
std::optional<Form> form_of(const std::string& file);

struct HapticsSummary {
  std::string file;
  otoscape::haptics::Device device = otoscape::haptics::Device::chest;
  int bands = 1;
  double seconds = 0.0;
  std::optional<double> peak_dbfs;  // none: nothing is felt
};

}  // namespace otoscape::jobs::haptics
