// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstdint>

#include "otoscape/base/realtime.h"
#include "otoscape/body/draws.h"

// How beats, breaths and steps deviate from their rates. Event n falls where the count of cycles
// and a phase term, which is bounded, pass n and its own shift: never a sum of random periods, so
// that an event's time does not depend on where one begins to count. The slope of the phase terms
// stays below a quarter of the rate. Terms are ours, near published variability: adults at rest
// have an s.d. of about 50 ms between beats (Nunan, Sandercock and Brodie 2010), walkers of 2–3 %
// of a step (Hausdorff 2005).

namespace otoscape::body {

// A breath's time is within 23 % of its length.
inline double breath_phase(std::uint64_t key, double time_s) noexcept OTOSCAPE_RT {
  return 0.18 * slow_noise(dsp::hash(key, 1), time_s, 0.02);
}
inline double breath_shift(std::uint64_t key, std::int64_t number) noexcept OTOSCAPE_RT {
  return 0.09 *
         std::clamp(Draws(dsp::hash(key, 2)).normal(static_cast<std::uint64_t>(number)), -2.5, 2.5);
}

// The heart is quicker while breathing in (respiratory arrhythmia), and varies less under stress.
// volume: of the lungs, 0…1.
inline double heart_phase(std::uint64_t key, double time_s, double volume,
                          double stress) noexcept OTOSCAPE_RT {
  const double vagal = std::clamp(1.0 - 0.8 * stress, 0.15, 1.0);
  return vagal * (0.062 * (volume - 0.45) + 0.050 * slow_noise(dsp::hash(key, 1), time_s, 0.1) +
                  0.09 * slow_noise(dsp::hash(key, 2), time_s, 0.03));
}
inline double heart_shift(std::uint64_t key, std::int64_t number) noexcept OTOSCAPE_RT {
  return 0.008 * Draws(dsp::hash(key, 3)).normal(static_cast<std::uint64_t>(number));
}

inline double step_phase(std::uint64_t key, double time_s) noexcept OTOSCAPE_RT {
  return 0.05 * slow_noise(dsp::hash(key, 1), time_s, 0.05) +
         0.03 * slow_noise(dsp::hash(key, 2), time_s, 0.2);
}
inline double step_shift(std::uint64_t key, std::int64_t number) noexcept OTOSCAPE_RT {
  const double right = (number & 1) != 0 ? 0.012 : 0.0;
  return right + 0.016 * Draws(dsp::hash(key, 3)).normal(static_cast<std::uint64_t>(number));
}

}  // namespace otoscape::body
