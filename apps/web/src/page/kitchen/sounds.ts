// SPDX-License-Identifier: Apache-2.0
// Small sounds of a kitchen, added into one channel. Pressure is written as the page's usual level has it: an RMS of
// 1.0 is 91 dB SPL. Chance is seeded: the same rate gives the same samples.
export class Chance {
  constructor(private state: number) {}
  /** 0 up to 1 (Marsaglia's xorshift of 32 bits). */
  next(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 4294967296;
  }
  between(low: number, high: number): number { return low + (high - low) * this.next(); }
}

const kFullScaleDbSpl = 91;
export const amplitude = (db_spl: number) => 10 ** ((db_spl - kFullScaleDbSpl) / 20) * Math.SQRT2;  // of a sine

export interface Track { samples: Float32Array; rate: number }
export interface Note { at: number; hz: number; db: number }

/** A plucked string after Karplus and Strong (1983), two seconds long. */
export function pluck({samples, rate}: Track, {at, hz, db}: Note, chance: Chance): void {
  const period = Math.max(2, Math.round(rate / hz)), ring = new Float32Array(period);
  let last = 0;
  for (let i = 0; i < period; ++i) ring[i] = last = 0.55 * last + 0.45 * chance.between(-1, 1);
  const first = Math.round(at * rate), gain = amplitude(db) * 2.2, loss = 0.5 * Math.exp(-2.2 / hz);
  for (let i = 0; i < 2.4 * rate && first + i < samples.length; ++i) {
    const k = i % period, next = ring[(k + 1) % period], fade = Math.min(1, (2.4 * rate - i) / (0.3 * rate));
    samples[first + i] += gain * fade * ring[k];
    ring[k] = loss * (ring[k] + next);
  }
}

/** A cup put down: a few modes, the higher the sooner gone. */
export function clink({samples, rate}: Track, {at, hz, db}: Note): void {
  const first = Math.round(at * rate);
  for (const [ratio, part] of [[1, 1], [1.83, 0.7], [2.71, 0.5], [3.93, 0.3]]) {
    const turn = 2 * Math.PI * hz * ratio / rate, decay = 22 * ratio, gain = amplitude(db) * part;
    for (let i = 0; i < 0.35 * rate && first + i < samples.length; ++i)
      samples[first + i] += gain * Math.exp(-decay * i / rate) * Math.min(1, i / (0.0008 * rate)) * Math.sin(turn * i);
  }
}

/** A bird's syllable: a sweep that falls or rises by some semitones within a tenth of a second. */
export function chirp({samples, rate}: Track, {at, hz, db}: Note, octaves: number): void {
  const first = Math.round(at * rate), length = Math.round(0.09 * rate);
  let phase = 0;
  for (let i = 0; i < length && first + i < samples.length; ++i) {
    const part = i / length;
    phase += 2 * Math.PI * hz * 2 ** (octaves * (part - 0.5)) / rate;
    samples[first + i] += amplitude(db) * Math.sin(Math.PI * part) ** 2 * Math.sin(phase);
  }
}

/** Rain behind a window: dull noise, and drops on the sill. Fades in and out over a second and a half. */
export function rain({samples, rate}: Track, db: number, chance: Chance): void {
  const pole = Math.exp(-2 * Math.PI * 900 / rate), gain = amplitude(db) * Math.sqrt((1 + pole) / (1 - pole)) * 1.2;
  const fade = 1.5 * rate;
  let dull = 0, drop = 0, turn = 0, phase = 0;
  for (let i = 0; i < samples.length; ++i) {
    dull = pole * dull + (1 - pole) * chance.between(-1, 1);
    if (chance.next() < 14 / rate) { drop = chance.between(0.2, 1); turn = 2 * Math.PI * chance.between(1400, 4200) / rate; phase = 0; }
    drop *= Math.exp(-140 / rate);
    phase += turn;
    const edge = Math.min(1, i / fade, (samples.length - i) / fade);
    samples[i] += edge * (gain * dull + amplitude(db) * drop * Math.sin(phase));
  }
}
