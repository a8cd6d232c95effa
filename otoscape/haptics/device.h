// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "otoscape/units/frequency.h"

// What a kind of vibration device takes, and what skin takes of it. docs/models/haptics.md has the
// curves.
//
// Known: devices for the wrist are sold for 10 to 250 Hz, for the chest up to 500 Hz, seat shakers
// for 15 to 60 Hz (makers' data); a phone's actuator resonates at 150 to 250 Hz and is driven there
// alone. Skin feels vibration best near 250 Hz; its threshold of displacement rises by 12 dB per
// octave below, to 60 Hz, and is flat below that; above 250 Hz it rises again (Verrillo 1963, JASA
// 35:1962). Ours: the share of that curve that is evened out, levels, carriers, the split in two
// bands.
//
// Not modelled: a device's own response, where on the skin it lies, how firmly, age.

namespace otoscape::haptics {

enum class Device { wrist, chest, seat, phone };
inline constexpr std::array kDevices = {Device::wrist, Device::chest, Device::seat, Device::phone};

struct DeviceFacts {
  Device device;
  std::string_view name;
  double low_hz, high_hz;  // outside, vibration is at least 40 dB down
  double split_hz;         // between two bands; 0: it has one
  double carrier_hz;       // of what has no frequency that can be felt
  bool carrier_only;       // intensity alone: all vibration is on the carrier
  double evened_share;     // of skin's threshold re that at 250 Hz, made good by gain
  double level_db;         // of all, so that a heart is about as strong on each device
};

const DeviceFacts& facts_of(Device device);
std::optional<Device> device_named(std::string_view name);

// Skin's threshold of displacement re that at 250 Hz, in dB ≥ 0.
double skin_threshold_db(Hertz frequency);
// The gain that evens it out on a device: facts.evened_share of it, at most kMostEvenedDb; without
// facts.level_db.
inline constexpr double kMostEvenedDb = 12.0;
double evened_db(const DeviceFacts& facts, Hertz frequency);

}  // namespace otoscape::haptics
