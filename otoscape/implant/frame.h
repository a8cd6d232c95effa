// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>

namespace otoscape::implant {

inline constexpr int kMaxElectrodes = 24;  // and bands
inline constexpr int kMaxPulses = 32;

// One biphasic pulse. Electrode 0 is the most apical.
struct Pulse {
  int electrode = 0;
  int band = 0;
  int level = 0;  // clinical level; 0 with 0 µA: idle, the slot passes without a pulse
  float current_ua = 0.0f;
  bool with_previous = false;  // fires at the same time as the pulse before it

  bool operator==(const Pulse&) const = default;
};

// What one cycle of stimulation sends, in the order in which it goes out. Cycles are equally long
// (Coder::period).
struct Frame {
  int count = 0;
  std::array<Pulse, kMaxPulses> pulses{};

  void clear() { count = 0; }
  void add(const Pulse& pulse) { pulses[static_cast<std::size_t>(count++)] = pulse; }
};

}  // namespace otoscape::implant
