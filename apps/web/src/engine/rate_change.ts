// SPDX-License-Identifier: Apache-2.0
// From a file's sample rate to the device's: a linear-phase windowed sinc (Kaiser 1974), 64 crossings wide, read at
// each output's own phase. Flat within 0.01 dB up to 0.45 of the slower rate, 100 dB down from 0.55 of it. Output m lies at
// input m · from / to, so that any region of a file has the samples of the whole.
import {Fifo} from "./fifo";

const kCrossings = 32;  // on each side
const kBeta = 10.06;    // of 100 dB
const kMostPhases = 4096;

function bessel0(x: number): number {
  let sum = 1, term = 1;
  for (let k = 1; term > 1e-12 * sum; ++k) sum += term *= (x / (2 * k)) ** 2;
  return sum;
}
function gcd(a: number, b: number): number { return b === 0 ? a : gcd(b, a % b); }

export class RateChange {
  private readonly up: number;
  private readonly down: number;
  private readonly half: number;     // taps on each side
  private readonly filters: Float32Array;
  private readonly phases: number;
  private readonly past: Fifo;
  private output = 0;                // number of the next output
  private input = 0;                 // number of the oldest frame in past

  constructor(from: number, to: number, private readonly channels: number) {
    const whole = gcd(from, to);
    [this.up, this.down] = [to / whole, from / whole];
    const cutoff = Math.min(1, to / from);
    this.half = this.up === this.down ? 0 : Math.ceil(kCrossings / cutoff);
    this.phases = Math.min(this.up, kMostPhases);
    this.filters = this.half === 0 ? new Float32Array(0) : this.design(cutoff);
    this.past = new Fifo(channels);
  }

  /** Frames of input before an output that it needs. */
  get lead(): number { return this.half; }
  /** The first input frame that an output needs, 0 or more. */
  firstInput(output: number): number { return Math.max(0, Math.floor(output * this.down / this.up) - this.half); }
  /** Begins so that `output` comes next and the first frame pushed is firstInput of it. */
  start(output: number): void {
    this.past.clear();
    this.output = output;
    const wanted = Math.floor(output * this.down / this.up) - this.half;
    this.past.pushSilence(Math.max(0, -wanted));  // before the file's beginning
    this.input = wanted;
  }
  push(sound: readonly Float32Array[], from: number, frames: number): void { this.past.push(sound, from, frames); }
  /** No more input: what is still to come can be read. */
  end(): void { this.past.pushSilence(this.half); }

  /** Outputs that are ready. */
  get ready(): number {
    const known = this.input + this.past.frames - this.half;  // outputs before this instant
    return Math.max(0, Math.ceil(known * this.up / this.down) - this.output);
  }
  /** Writes `frames` outputs, at most `ready`, to each channel from index `at` on. */
  read(out: readonly Float32Array[], at: number, frames: number): void {
    for (let channel = 0; channel < this.channels; ++channel) this.channel(channel, out[channel]!, at, frames);
    this.output += frames;
    const used = Math.floor(this.output * this.down / this.up) - this.half - this.input;
    this.past.drop(used);
    this.input += used;
  }

  private channel(channel: number, out: Float32Array, at: number, frames: number): void {
    const sound = this.past.peek(channel, this.past.frames);
    if (this.half === 0) {
      out.set(sound.subarray(0, frames), at);
      return;
    }
    const taps = 2 * this.half;
    for (let i = 0; i < frames; ++i) {
      const place = (this.output + i) * this.down;  // in parts of 1 / up of a frame
      const whole = Math.floor(place / this.up);
      const phase = Math.min(this.phases - 1, Math.round((place - whole * this.up) * this.phases / this.up));
      let first = whole - this.half + 1 - this.input, sum = 0, filter = phase * taps;
      for (let k = 0; k < taps; ++k) sum += this.filters[filter++]! * sound[first++]!;
      out[at + i] = sum;
    }
  }
  private design(cutoff: number): Float32Array {
    const taps = 2 * this.half, filters = new Float32Array(taps * this.phases);
    for (let phase = 0; phase < this.phases; ++phase) {
      let sum = 0;
      for (let k = 0; k < taps; ++k) {
        const x = k - this.half + 1 - phase / this.phases, edge = x / this.half;
        const angle = Math.PI * cutoff * x;
        const window = Math.abs(edge) < 1 ? bessel0(kBeta * Math.sqrt(1 - edge * edge)) / bessel0(kBeta) : 0;
        sum += filters[phase * taps + k] = window * (Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle);
      }
      for (let k = 0; k < taps; ++k) filters[phase * taps + k] /= sum;
    }
    return filters;
  }
}
