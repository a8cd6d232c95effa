// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/guitar.h"

#include <cmath>

#include "apps/demo/sound/amplifier.h"
#include "apps/demo/sound/string.h"
#include "apps/demo/sound/timeline.h"

namespace otoscape::demo::sound {
namespace {

// One chord of the riff: in eighths from the start of its two bars, root as a MIDI note.
struct Chord {
  int eighth;
  double eighths;
  int root;
  bool muted = false;  // with the palm on the bridge
};

constexpr int kE = 40, kG = 43, kA = 45, kB = 47, kC = 48, kD = 50;

constexpr Chord kRiff[] = {
    {0, 1.9, kE},        {2, 0.8, kE, true}, {3, 0.8, kE, true}, {4, 1.8, kG},
    {6, 0.8, kE, true},  {7, 0.9, kA},       {8, 1.9, kE},       {10, 0.8, kE, true},
    {11, 0.8, kE, true}, {12, 1.8, kD},      {14, 1.9, kB},
};
constexpr Chord kBridge[] = {
    {0, 3.9, kC}, {4, 2.9, kC}, {7, 0.9, kB}, {8, 3.9, kD}, {12, 1.8, kD}, {14, 1.9, kB},
};
constexpr Chord kEnding[] = {{0, 2.8, kE}, {3, 4.8, kG}, {8, 6.2, kE}};

double hz_of(int midi_note) { return 440.0 * std::exp2((midi_note - 69) / 12.0); }

// Calls play(start in s, chord) for the whole song.
template <class Play>
void for_each_chord(Play play) {
  const auto two_bars = [&](int bar, const auto& chords) {
    for (const Chord& chord : chords)
      play(kGrooveStart + bar * kBar + chord.eighth * kBeat / 2, chord);
  };
  two_bars(0, kRiff);
  two_bars(2, kBridge);
  two_bars(4, kRiff);
  two_bars(6, kEnding);
}

// Root, fifth and octave, a few milliseconds apart as the pick crosses the strings.
void strum(Mono& take, double at_s, const Chord& chord, Random& random) {
  constexpr int kSteps[] = {0, 7, 12};
  double at = at_s + 0.003 * random.next();
  for (const int step : kSteps) {
    const double cents = 3.0 * random.next();
    const Pluck p{.hz = hz_of(chord.root + step) * std::exp2(cents / 1200.0),
                  .seconds = chord.eighths * kBeat / 2,
                  .decay_s = chord.muted ? 0.25 : 5.0,
                  .brightness = chord.muted ? 0.1 : 0.62,
                  .position = random.between(0.11, 0.15)};
    add(take, pluck(p, random), at, random.between(0.85, 1.0));
    at += random.between(0.002, 0.005);
  }
}

}  // namespace

Stereo play_guitars(Random& random) {
  Stereo guitars(frames_at(kSceneLength));
  for (const double pan : {-0.85, 0.85}) {
    Mono take(guitars.frames());
    for_each_chord([&](double at, const Chord& chord) { strum(take, at, chord, random); });
    add_panned(guitars, guitar_amplifier(take), 0.0, 1.0, pan);
  }
  return guitars;
}

Mono play_bass(Random& random) {
  Mono take(frames_at(kSceneLength));
  for_each_chord([&](double at, const Chord& chord) {
    const Pluck p{.hz = hz_of(chord.root - 12),
                  .seconds = chord.eighths * kBeat / 2,
                  .decay_s = 3.0,
                  .brightness = 0.3,
                  .position = 0.2};
    add(take, pluck(p, random), at + 0.002 * random.next(), random.between(0.85, 1.0));
  });
  return bass_amplifier(take);
}

std::vector<double> chord_times() {
  std::vector<double> times;
  for_each_chord([&](double at, const Chord&) { times.push_back(at); });
  return times;
}

}  // namespace otoscape::demo::sound
