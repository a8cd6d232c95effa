// SPDX-License-Identifier: Apache-2.0
// One take: a file rendered from a frame on, at the device's rate, in chunks that carry the room beside it.
import type {Pointer} from "./calls";
import type {Ears} from "./ears";
import {Fifo} from "./fifo";
import {kLevelCount, kReport} from "./layout";
import {kLevelMessage} from "./live_core";
import {Otoscape, Planes} from "./module";
import {RateChange} from "./rate_change";
import type {SoundTrack} from "./sound_track";
import {guardedFrames} from "./values";

const kLevelsS = 0.05;

export interface Chunk { planes: Float32Array; frame: number; levels: Float64Array }

/** Chunks of `kLevelsS`, each with its levels. */
export class TakeRender {
  private readonly both = new Fifo(4);        // room and heard, at the file's rate
  private readonly room = new Fifo(2);        // waits for what is heard
  private readonly change: RateChange;
  private readonly chunkFrames: number;
  private readonly levels: Pointer;
  private readonly planes: Planes;
  private readonly db: Pointer;
  private readonly report: Pointer;
  private output: number;

  constructor(private readonly engine: Otoscape, private readonly sound: SoundTrack, private readonly ears: Ears,
              deviceRate: number, frame: number, private readonly fullScale: number) {
    this.change = new RateChange(sound.rate, deviceRate, 4);
    this.chunkFrames = Math.round(kLevelsS * deviceRate);
    this.output = frame;
    this.planes = new Planes(engine, 4, this.chunkFrames);
    this.levels = engine.calls.otoscape_web_levels_create(deviceRate);
    this.db = engine.take(4 * kLevelCount);
    this.report = engine.take(kReport.size);
  }
  free(): void {
    this.planes.free();
    this.engine.calls.otoscape_web_levels_free(this.levels);
    this.engine.free(this.db, this.report);
  }

  async *chunks(): AsyncGenerator<Chunk> {
    const {change, sound} = this;
    const wanted = change.firstInput(this.output);
    change.start(this.output);
    let place = this.ears.start(wanted);
    const heard = (ears: readonly [Float32Array, Float32Array], frames: number) => this.pair(ears, frames);
    for await (const block of sound.from(place)) {
      const skipped = Math.min(block.frames, Math.max(0, wanted - place));
      this.room.push([block.left, block.right], skipped, block.frames - skipped);
      place += block.frames;
      this.ears.write(block.left, block.right, block.frames, heard);
      this.move();
      while (change.ready >= this.chunkFrames) yield this.chunk(this.chunkFrames);
    }
    this.ears.end(heard);
    this.move();
    change.end();
    while (change.ready > 0) yield this.chunk(Math.min(change.ready, this.chunkFrames));
  }

  private pair(ears: readonly [Float32Array, Float32Array], given: number): void {
    const frames = Math.min(given, this.room.frames);
    this.both.push([this.room.peek(0, frames), this.room.peek(1, frames), ears[0], ears[1]], 0, frames);
    this.room.drop(frames);
  }
  private move(): void {
    const frames = this.both.frames;
    this.change.push([0, 1, 2, 3].map((c) => this.both.peek(c, frames)), 0, frames);
    this.both.drop(frames);
  }
  private chunk(frames: number): Chunk {
    const planes = new Float32Array(4 * frames);
    const parts = [0, 1, 2, 3].map((c) => planes.subarray(c * frames, (c + 1) * frames));
    this.change.read(parts, 0, frames);
    const frame = this.output;
    this.output += frames;
    return {planes, frame, levels: this.measured(parts, frames)};
  }
  private measured(parts: Float32Array[], frames: number): Float64Array {
    const {engine} = this, {calls} = engine;
    parts.forEach((part, c) => this.planes.channel(c, frames).set(part));
    calls.otoscape_web_levels_push(this.levels, this.planes.pointers, frames);
    calls.otoscape_web_levels_take(this.levels, this.db);
    const message = new Float64Array(kLevelMessage);
    message.set(engine.floats.subarray(this.db >> 2, (this.db >> 2) + kLevelCount));
    message[kLevelCount] = guardedFrames(engine, this.report, (report) => this.ears.report(report));
    message[kLevelCount + 1] = this.fullScale;
    return message;
  }
}
