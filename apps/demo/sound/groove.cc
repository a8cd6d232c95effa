// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/groove.h"

#include <algorithm>

#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::sound {
namespace {

struct Place {
  double gain_lin;
  double pan;
};

Place place(Drum drum) {
  switch (drum) {
    case Drum::kick:
      return {1.0, 0.0};
    case Drum::snare:
      return {0.8, 0.08};
    case Drum::closed_hat:
      return {1.0, 0.45};
    case Drum::open_hat:
      return {1.0, 0.45};
    case Drum::high_tom:
      return {0.95, 0.2};
    case Drum::low_tom:
      return {1.0, -0.4};
    case Drum::crash:
      return {0.75, -0.5};
    case Drum::sticks:
      return {0.3, 0.05};
  }
  return {};
}

// Plays strokes up to 5 ms early or late, each with its own velocity.
class Drummer {
 public:
  Drummer(DrumPart& part, Random& random) : part_(part), random_(random) {}

  void hit(Drum drum, double at_s, double velocity) {
    const double hard = velocity * random_.between(0.9, 1.06);
    const double at = at_s + 0.0025 * (random_.next() + random_.next());
    const Place p = place(drum);
    part_.strokes.push_back({drum, at, hard});
    add_panned(part_.sound, strike(drum, hard, random_), at, p.gain_lin, p.pan);
  }

 private:
  DrumPart& part_;
  Random& random_;
};

// Sixteenths from `start` to the end of the bar, round the kit.
void fill(Drummer& drummer, double start, double beats) {
  const int strokes = static_cast<int>(beats * 4);
  for (int i = 0; i < strokes; ++i) {
    const Drum drum = i * 3 < strokes       ? Drum::snare
                      : i * 3 < 2 * strokes ? Drum::high_tom
                                            : Drum::low_tom;
    drummer.hit(drum, start + i * kBeat / 4, i % 2 ? 0.62 : 0.9);
  }
}

// One bar of eighths; its last `fill_beats` are a fill.
void bar(Drummer& drummer, int number, double fill_beats) {
  const double start = kGrooveStart + number * kBar;
  const double end = start + kBar - fill_beats * kBeat;
  if (number % 4 == 0) drummer.hit(Drum::crash, start, 0.95);
  for (int eighth = 0; start + eighth * kBeat / 2 < end - 0.01; ++eighth) {
    const double at = start + eighth * kBeat / 2;
    const bool open = eighth == 7;
    if (number % 4 != 0 || eighth != 0)
      drummer.hit(open ? Drum::open_hat : Drum::closed_hat, at, eighth % 2 ? 0.55 : 0.85);
    if (eighth == 2 || eighth == 6) drummer.hit(Drum::snare, at, 0.95);
    if (eighth == 0 || eighth == 3 || eighth == 4 || (eighth == 7 && number % 2)) {
      drummer.hit(Drum::kick, at, eighth == 0 ? 1.0 : 0.85);
    }
    if (eighth == 4) drummer.hit(Drum::snare, at + kBeat / 4, 0.22);  // a ghost note
  }
  if (fill_beats > 0) fill(drummer, end, fill_beats);
}

void last_bars(Drummer& drummer) {
  const double start = kLastHit - kBar;
  for (const int eighth : {0, 3}) {
    drummer.hit(Drum::crash, start + eighth * kBeat / 2, 0.8);
    drummer.hit(Drum::kick, start + eighth * kBeat / 2, 1.0);
    drummer.hit(Drum::snare, start + eighth * kBeat / 2, 0.8);
  }
  fill(drummer, start + 2 * kBeat, 2.0);
  drummer.hit(Drum::crash, kLastHit, 1.0);
  drummer.hit(Drum::kick, kLastHit, 1.0);
}

}  // namespace

DrumPart play_drums(Random& random) {
  DrumPart part{Stereo(frames_at(kSceneLength)), {}};
  Drummer drummer(part, random);
  for (int beat = 0; beat < 4; ++beat) drummer.hit(Drum::sticks, kBandStart + beat * kBeat, 0.9);
  for (int number = 0; number < 6; ++number)
    bar(drummer, number, number == 3 ? 1.0 : number == 5 ? 2.0 : 0.0);
  last_bars(drummer);
  std::stable_sort(part.strokes.begin(), part.strokes.end(),
                   [](const Stroke& a, const Stroke& b) { return a.at_s < b.at_s; });
  return part;
}

}  // namespace otoscape::demo::sound
