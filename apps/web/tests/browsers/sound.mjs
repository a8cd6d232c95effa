// SPDX-License-Identifier: Apache-2.0
// What came out of a sound device beside what should have.

const kPiece = 512, kProbe = 64;  // frames: of noise these are found nowhere else

/** 1 is the same but for a factor. */
function likeness(sought, sound, at, frames) {
  let product = 0, own = 0, power = 0;
  for (let i = 0; i < frames; ++i) {
    product += sought[i] * sound[at + i];
    own += sought[i] ** 2;
    power += sound[at + i] ** 2;
  }
  return product / Math.sqrt(own * power + 1e-30);
}

/** Where `sought` lies in `sound` from `from` on, in frames, or -1. */
function place_of(sought, sound, from, to) {
  for (let at = from; at + kPiece <= Math.min(to, sound.length); ++at)
    if (likeness(sought, sound, at, kProbe) > 0.9 && likeness(sought, sound, at, kPiece) > 0.999) return at;
  return -1;
}

/** Follows `expected` through `recorded`, both at `rate`. Gives {foundS: how much of it was heard, breaks: how often it
 *  was interrupted, worst: the largest difference within what was heard, beside the peak of what was expected}. */
export function compared(expected, recorded, rate) {
  const peak = expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  let shift = null, whole = true, breaks = 0, found = 0, worst = 0;
  // The ends are faded.
  for (let at = Math.round(rate / 20); at + kPiece <= expected.length - rate / 20; at += kPiece) {
    const sought = expected.subarray(at, at + kPiece);
    let place = shift === null ? -1 : at + shift;
    if (place < 0 || place + kPiece > recorded.length || likeness(sought, recorded, place, kPiece) < 0.999) {
      const [from, to] = shift === null ? [0, recorded.length] : [at + shift - rate / 2, at + shift + rate];
      place = place_of(sought, recorded, Math.max(0, Math.round(from)), to);
    }
    if (shift !== null && (place < 0 ? whole : whole && place - at !== shift)) breaks += 1;
    whole = place >= 0;
    if (place < 0) continue;
    shift = place - at;
    found += kPiece;
    for (let i = 0; i < kPiece; ++i) worst = Math.max(worst, Math.abs(sought[i] - recorded[place + i]));
  }
  return {foundS: found / rate, breaks, worst: worst / peak};
}
