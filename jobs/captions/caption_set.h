// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/captions/cue.h"
#include "io/captions/delivery.h"
#include "io/captions/wording.h"
#include "jobs/captions/point_of_hearing.h"
#include "otoscape/metrics/audibility_track.h"
#include "otoscape/scene/keyframe.h"

namespace otoscape::jobs::captions {

// What captions are made of.
struct CaptionSource {
  scene::Scene scene;               // as long as the film
  Seconds length;                   // of the film
  metrics::AudibilityTrack speech;  // without values: not known
  io::captions::CueList words;      // of the film
  io::captions::Wording wording;
  io::captions::Delivery delivery;
  std::uint64_t seed = 1;
};

// A film's own caption as it is in both tracks.
struct WordsHeard {
  HeardCue heard;
  std::optional<double> share;  // of speech that can be used meanwhile; nothing: nobody speaks
};

struct CaptionSet {
  io::captions::CueList point_of_hearing, full;
  std::vector<io::captions::Screen> screens;  // of the perspective, in both
  std::vector<WordsHeard> words;              // of the film
  bool has_words = false;                     // without them both tracks are one
};

// Captions of the perspective above the film's own where both stand at one time below, and the
// film's words as they are, and as the character makes them out.
CaptionSet make_captions(const CaptionSource& source);

// Moved by `by` seconds and cut to 0 … length.
void cut(io::captions::CueList& list, Seconds by, Seconds length);

}  // namespace otoscape::jobs::captions
