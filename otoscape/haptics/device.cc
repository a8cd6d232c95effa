// SPDX-License-Identifier: Apache-2.0
#include "otoscape/haptics/device.h"

#include <algorithm>
#include <cmath>

namespace otoscape::haptics {
namespace {

constexpr std::array<DeviceFacts, kDevices.size()> kFacts = {{
    {Device::wrist, "wrist", 10.0, 250.0, 80.0, 180.0, false, 0.5, -5.0},
    {Device::chest, "chest", 20.0, 500.0, 100.0, 180.0, false, 0.25, 0.0},
    {Device::seat, "seat", 15.0, 60.0, 35.0, 40.0, false, 0.0, 5.0},
    {Device::phone, "phone", 150.0, 250.0, 0.0, 200.0, true, 0.0, 5.0},
}};

constexpr double kBestHz = 250.0, kFlatBelowHz = 60.0, kDbPerOctave = 12.0;

}  // namespace

const DeviceFacts& facts_of(Device device) {
  return *std::ranges::find(kFacts, device, &DeviceFacts::device);
}

std::optional<Device> device_named(std::string_view name) {
  const auto* const found = std::ranges::find(kFacts, name, &DeviceFacts::name);
  return found == kFacts.end() ? std::nullopt : std::optional(found->device);
}

double skin_threshold_db(Hertz frequency) {
  const double hz = std::max(frequency.value(), kFlatBelowHz);
  return kDbPerOctave * std::abs(std::log2(hz / kBestHz));
}

double evened_db(const DeviceFacts& facts, Hertz frequency) {
  return std::min(facts.evened_share * skin_threshold_db(frequency), kMostEvenedDb);
}

}  // namespace otoscape::haptics
