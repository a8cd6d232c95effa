// SPDX-License-Identifier: Apache-2.0
// Live sound through a listener, block by block: what runs on the audio thread, without the thread, so that tests can
// run it. process makes nothing new.
import type {Pointer} from "./calls";
import {kLevelCount, kReport} from "./layout";
import {Otoscape, Planes} from "./module";
import {PeakLimit} from "./peak_limit";
import {Ramp} from "./ramp";
import type {ReadError, Settings} from "./types";
import {beginChange, guardedFrames, makeLive} from "./values";

const kMostFrames = 1024;  // of a block; browsers give 128
const kFadeS = 0.01;
const kLevelsS = 0.05;
/** Of a change in each block: a part takes up to 0.1 ms, and a change has some 400. */
const kParts = 12;
const kOnePart = 0n;

/** Room and heard in dB re an RMS of 1.0 by third octave, then guarded frames and the full scale: kLevelMessage. */
export const kLevelMessage = kLevelCount + 2;

function finite(x: number): number { return Number.isFinite(x) ? x : 0; }

export class LiveCore {
  latencyFrames = 0;
  private live: Pointer = 0;
  private readonly levels: Pointer;
  private readonly report: Pointer;
  private readonly planes: Planes;   // in, room, heard, each by ear
  private readonly db: Planes;
  private past: [Float32Array, Float32Array] = [new Float32Array(1), new Float32Array(1)];
  private at = 0;
  private counted = 0;
  private settings: Settings;
  private changing = false;
  private readonly toRoom: Ramp;
  private readonly roomLimit: PeakLimit;
  private readonly loudness: Ramp;
  private readonly message = new Float64Array(kLevelMessage);
  private readonly processCall: Otoscape["calls"]["otoscape_live_process"];

  constructor(private readonly engine: Otoscape, private readonly rate: number, settings: Settings,
              private readonly tell: (levels: Float64Array) => void) {
    this.settings = settings;
    this.planes = new Planes(engine, 6, kMostFrames);
    this.db = new Planes(engine, 1, kLevelCount);
    this.report = engine.take(kReport.size);
    this.levels = engine.calls.otoscape_web_levels_create(rate);
    this.roomLimit = new PeakLimit(rate);
    this.toRoom = new Ramp(0, Math.round(kFadeS * rate));
    this.loudness = new Ramp(1, Math.round(kFadeS * rate));
    this.processCall = engine.calls.otoscape_live_process;
  }

  /** Makes the render anew: takes memory and up to a second, so the sound is faded out around it. */
  make(settings: Settings): ReadError | null {
    const live = makeLive(this.engine, settings, this.rate);
    if (typeof live !== "number") return live;
    if (this.live !== 0) this.engine.calls.otoscape_live_destroy(this.live);
    this.live = live;
    this.settings = settings;
    this.changing = false;
    this.latencyFrames = Number(this.engine.calls.otoscape_live_latency(live));
    this.past = [new Float32Array(this.latencyFrames + 1), new Float32Array(this.latencyFrames + 1)];
    this.at = 0;
    return null;
  }
  destroy(): void {
    const {calls} = this.engine;
    if (this.live !== 0) calls.otoscape_live_destroy(this.live);
    calls.otoscape_web_levels_free(this.levels);
    this.engine.free(this.report);
    this.planes.free();
    this.db.free();
    this.live = 0;
  }

  /**
   * Begins a change in slices, once the one before has settled. An error means that the listener is wrong, or needs
   * another latency: then make.
   */
  change(settings: Settings): ReadError | null {
    const why = beginChange(this.engine, this.live, settings);
    if (why !== null) return why;
    this.settings = settings;
    this.changing = true;
    return null;
  }
  get settled(): boolean { return !this.changing; }
  room(on: boolean): void { this.toRoom.to(on ? 1 : 0); }
  play(on: boolean): void { this.loudness.to(on ? 1 : 0); }
  get silent(): boolean { return this.loudness.still && this.loudness.value === 0; }

  /** One block; right may be left. */
  process(left: Float32Array | undefined, right: Float32Array | undefined, outLeft: Float32Array,
          outRight: Float32Array): void {
    for (let first = 0; first < outLeft.length; first += kMostFrames) {
      this.block(left, right, outLeft, outRight, first, Math.min(kMostFrames, outLeft.length - first));
    }
  }

  private block(left: Float32Array | undefined, right: Float32Array | undefined, outLeft: Float32Array,
                outRight: Float32Array, first: number, frames: number): void {
    this.goOn();
    const inL = this.planes.at(0), inR = this.planes.at(1), roomL = this.planes.at(2), roomR = this.planes.at(3);
    let memory = this.engine.floats;
    const [pastL, pastR] = this.past;
    const size = pastL.length;
    for (let i = 0; i < frames; ++i) {
      const l = left === undefined ? 0 : finite(left[first + i]!);
      const r = right === undefined ? l : finite(right[first + i]!);
      memory[inL + i] = pastL[this.at] = l;
      memory[inR + i] = pastR[this.at] = r;
      this.at = this.at + 1 === size ? 0 : this.at + 1;  // the oldest, `latency` frames ago
      memory[roomL + i] = pastL[this.at]!;
      memory[roomR + i] = pastR[this.at]!;
    }
    this.processCall(this.live, this.planes.from(0), this.planes.from(4), frames);
    this.measure(frames);
    memory = this.engine.floats;  // memory may have grown
    const heardL = this.planes.at(4), heardR = this.planes.at(5);
    for (let i = 0; i < frames; ++i) {
      const part = this.toRoom.next(), gain = this.loudness.next();
      const l = memory[heardL + i]!, r = memory[heardR + i]!;
      const limit = this.roomLimit.next(memory[roomL + i]!, memory[roomR + i]!);
      outLeft[first + i] = gain * (l + part * (limit * memory[roomL + i]! - l));
      outRight[first + i] = gain * (r + part * (limit * memory[roomR + i]! - r));
    }
  }

  private goOn(): void {
    if (!this.changing) return;
    for (let part = 0; part < kParts && this.changing; ++part) {
      this.changing = this.engine.calls.otoscape_live_prepare(this.live, kOnePart) === 0;
    }
  }

  private measure(frames: number): void {
    const {calls} = this.engine;
    calls.otoscape_web_levels_push(this.levels, this.planes.from(2), frames);
    this.counted += frames;
    if (this.counted < kLevelsS * this.rate) return;
    this.counted = 0;
    calls.otoscape_web_levels_take(this.levels, 4 * this.db.at(0));
    const at = this.db.at(0), memory = this.engine.floats;
    for (let i = 0; i < kLevelCount; ++i) this.message[i] = memory[at + i]!;
    this.message[kLevelCount] = guardedFrames(this.engine, this.report, this.ask);
    this.message[kLevelCount + 1] = this.settings.fullScaleDbSpl;
    this.tell(this.message);
  }
  private readonly ask = (report: Pointer): number => this.engine.calls.otoscape_live_report(this.live, report);
}
