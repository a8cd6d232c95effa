// SPDX-License-Identifier: Apache-2.0
#include "apps/demo/sound/party.h"

#include <cmath>

#include "apps/demo/sound/amplifier.h"
#include "apps/demo/sound/drums.h"
#include "apps/demo/sound/dynamics.h"
#include "apps/demo/sound/filter.h"
#include "apps/demo/sound/levels.h"
#include "apps/demo/sound/random.h"
#include "apps/demo/sound/room.h"
#include "apps/demo/sound/string.h"

namespace otoscape::demo::sound {
namespace {

// re the crowd, dB
constexpr double kMusic = 1.0;
constexpr double kNearVoice = 2.0;  // while it speaks

// The music starts half a bar before the party does, and is faded in.
constexpr double kFirstBeat = kPartyStroke - 2 * kBeat;
constexpr int kBeats = 26;

// Two bars of four beats, in eighths; roots as MIDI notes, a minor chord and its relatives.
struct Harmony {
  int root;
  int third;  // semitones
};
constexpr Harmony kHarmonies[] = {{45, 3}, {41, 4}, {48, 4}, {43, 4}};  // a bar each

const Harmony& harmony(int beat) { return kHarmonies[(beat + 2) / 4 % std::size(kHarmonies)]; }

double hz_of(int midi_note) { return 440.0 * std::exp2((midi_note - 69) / 12.0); }

Stereo drums(Random& random) {
  Stereo kit(frames_at(kSceneLength));
  const auto hit = [&](Drum drum, double at, double velocity, double gain, double pan) {
    add_panned(kit, strike(drum, velocity * random.between(0.9, 1.06), random), at, gain, pan);
  };
  for (int beat = 0; beat < kBeats; ++beat) {
    const double at = kFirstBeat + beat * kBeat;
    hit(Drum::kick, at, 0.8, 1.0, 0.0);
    hit(Drum::open_hat, at + kBeat / 2, 0.4, 0.5, 0.3);
    hit(Drum::closed_hat, at, 0.4, 0.5, 0.3);
    if (beat % 2 == 1) hit(Drum::snare, at, 0.6, 0.6, -0.05);
  }
  return kit;
}

Mono bass(Random& random) {
  Mono take(frames_at(kSceneLength));
  constexpr int kSteps[] = {0, 12, 0, 12};
  for (int eighth = 0; eighth < 2 * kBeats; ++eighth) {
    const Pluck p{.hz = hz_of(harmony(eighth / 2).root - 12 + kSteps[eighth % 4]),
                  .seconds = 0.4 * kBeat,
                  .decay_s = 3.0,
                  .brightness = 0.35,
                  .position = 0.2};
    add(take, pluck(p, random), kFirstBeat + eighth * kBeat / 2, random.between(0.85, 1.0));
  }
  return bass_amplifier(take);
}

// Clean strings, off the beat.
Mono chords(Random& random) {
  Mono take(frames_at(kSceneLength));
  for (int beat = 0; beat < kBeats; ++beat) {
    const Harmony& h = harmony(beat);
    double at = kFirstBeat + (beat + 0.5) * kBeat;
    for (const int step : {12, 12 + h.third, 19, 24}) {
      const Pluck p{.hz = hz_of(h.root + step) * std::exp2(2.0 * random.next() / 1200.0),
                    .seconds = 0.45 * kBeat,
                    .decay_s = 2.5,
                    .brightness = 0.7,
                    .position = random.between(0.15, 0.25)};
      add(take, pluck(p, random), at, random.between(0.85, 1.0));
      at += random.between(0.002, 0.004);
    }
  }
  return take;
}

// To RMS 1 over the party, times `db`.
void level(Stereo& sound, double db) {
  scale(sound, std::pow(10.0, db / 20.0) / std::sqrt(mean_power(sound, kParty)));
}

Stereo music(std::uint64_t seed) {
  Random drummer(seed + 5), bassist(seed + 6), guitarist(seed + 7);
  Stereo all = drums(drummer);
  level(all, 0.0);
  Stereo low(all.frames()), strings(all.frames());
  add_panned(low, bass(bassist), 0.0, 1.0, 0.0);
  add_panned(strings, chords(guitarist), 0.0, 1.0, -0.25);
  level(low, -2.0);
  level(strings, -3.0);
  add(all, low, 1.0);
  add(all, strings, 1.0);
  filter(all, high_pass(60.0));  // small loudspeakers
  return all;
}

}  // namespace

Stereo make_party(const Speech& speech, double rms, std::uint64_t seed) {
  Stereo played = music(seed), crowd = speech.crowd, near = speech.party;
  filter(crowd, high_shelf(4000.0, -4.0));  // they are some way off
  add(crowd, reverberation(speech.crowd), 0.9);
  add(played, reverberation(played), 0.6);
  add(near, reverberation(speech.party), 0.3);
  level(crowd, 0.0);
  level(played, kMusic);
  const Span spans[] = {kParty};
  scale(near, std::pow(10.0, kNearVoice / 20.0) /
                  std::sqrt(mean_power(near, active_slices(near, spans))));
  Stereo party = played;
  add(party, crowd, 1.0);
  add(party, near, 1.0);
  fade_in(party, kPartyStart, kPartyStart + 0.08);
  damp(party, kStreetStart - 0.25, kStreetStart + 0.1);
  scale(party, rms / std::sqrt(mean_power(party, kParty)));
  return party;
}

}  // namespace otoscape::demo::sound
