// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace otoscape::render::inside {

// The sample peak that an event's sound may have: −6 dB FS, and no more than 12 LU above what was
// heard in the three seconds before (as SceneLoudness::before, taken as −50 LUFS at least: after
// silence the event is still there), its own loudness being the largest over 0.4 s. The sound
// itself alone: what it is added to is the guard's affair.
double event_peak_lin(double event_loudness_lufs_at_peak_1, double before_lufs);

}  // namespace otoscape::render::inside
