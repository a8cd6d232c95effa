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
  int level = 0;  // clinical level; 0 with 0 µA: idle, a slot without a pulse
  float current_ua = 0.0f;
  bool with_previous = false;  // fires at the same time as the pulse before it

  bool operator==(const Pulse&) const = default;
};

// The pulses of one cycle of stimulation, in order of time. Cycles are equally long
// (Coder::period_samples).
struct Frame {
  int count = 0;
  std::array<Pulse, kMaxPulses> pulses{};

  void clear() { count = 0; }
  void add(const Pulse& pulse) { pulses[static_cast<std::size_t>(count++)] = pulse; }
};

}  // namespace otoscape::implant
