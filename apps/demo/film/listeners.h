// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <string_view>

namespace otoscape::demo::film {

// Whose hearing the scene is rendered through: standard audiograms of Bisgaard, Vlaming & Dahlquist
// 2010 (IEC 60118-15).
struct Listener {
  std::string_view preset;
  std::string_view name;
  std::string_view loss;
};

inline constexpr std::array<Listener, 3> kListeners{{
    {"N3", "Listener N3", "a moderate hearing loss, more of it at high frequencies"},
    {"S2", "Listener S2", "a mild loss that falls off steeply above 1.5 kHz"},
    {"N4", "Listener N4", "a moderate to severe loss at all frequencies"},
}};

}  // namespace otoscape::demo::film
