// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "otoscape/body/one_shots.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::render::inside {

// Amplitude of an event's sample peak, full scale: at most −6 dB FS, and low enough that the
// event's loudness (largest over 0.4 s) is at most 12 LU above before_lufs, the loudness of the
// three seconds before the event (SceneLoudness::before). before_lufs below −50 counts as −50, so
// that an event after silence is audible. The limit holds for the event alone; the guard limits the
// sum.
double event_peak_lin(double event_loudness_lufs_at_peak_1, double before_lufs);

// The body's own sound of an event.
body::OneShot one_shot_of(scene::OwnSound::Kind kind);

}  // namespace otoscape::render::inside
