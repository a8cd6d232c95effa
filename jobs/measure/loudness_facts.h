// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "otoscape/metrics/speech_activity.h"
#include "otoscape/units/time.h"

namespace otoscape::jobs::measure {

// A point of a scene, and where the way to it begins: the same time for a cut.
struct LoudnessPoint {
  Seconds from, time;
};

// A level and the time of its window's first frame, on the programme's clock.
struct LoudestMoment {
  double level = 0.0;
  Seconds time;
};

// One section of a scene, from a point to the next. The 50 ms after its start are left out of the
// loudness, as in render/programme/section_loudness.h.
struct LoudnessSection {
  Seconds from, to;
  std::optional<double> lufs;  // mean, not gated: near silence counts as it is
  std::optional<double> momentary_lufs, short_term_lufs;  // maxima of windows inside it
  std::optional<double> true_peak_dbtp;
};

// The step at a point of a scene: the loudness of up to 3 s (and of up to 0.4 s) before the way to
// it begins, and after it, no further than the points beside it. Nothing where less than 0.1 s is
// left, or it is silent.
struct LoudnessStep {
  Seconds time;
  std::optional<double> before_lufs, after_lufs;
  std::optional<double> step_lu;            // of 3 s
  std::optional<double> momentary_step_lu;  // of 0.4 s
};

// What is measured of a whole sound. Levels in LUFS and dBTP; nothing where nothing passes the
// gates, or the sound is shorter than a window.
struct LoudnessFacts {
  Seconds begin, length;
  int channels = 0;
  std::optional<double> integrated_lufs, range_lu;
  std::optional<LoudestMoment> momentary, short_term, true_peak;
  std::optional<double> dialogue_lufs;                   // while somebody speaks, not gated
  double dialogue_share = 0.0;                           // of the sound's length
  std::vector<metrics::SpeechActivity::Stretch> speech;  // on the programme's clock
  std::vector<LoudnessSection> sections;
  std::vector<LoudnessStep> steps;
};

}  // namespace otoscape::jobs::measure
