// SPDX-License-Identifier: Apache-2.0
import {kBands, kLevelCount} from "./layout";
import type {Levels} from "./types";

/** Levels in dB SPL of what the engine measured in dB re an RMS of 1.0, and the full scale after it. */
export function levelsOf(message: Float64Array): Levels {
  const fullScale = message[kLevelCount + 1]!;
  const channel = (which: number) =>
    Float32Array.from({length: kBands}, (_, band) => message[which * kBands + band]! + fullScale);
  return {room: [channel(0), channel(1)], heard: [channel(2), channel(3)], guard: message[kLevelCount]!};
}

/** Levels that were measured ahead of what is heard. */
export class LevelsQueue {
  private waiting: {take: number; frame: number; levels: Float64Array}[] = [];

  add(take: number, frame: number, levels: Float64Array): void {
    // A newer take replaces what an older one had from there on.
    if (this.waiting.at(-1)?.take !== take) this.waiting = this.waiting.filter((row) => row.frame < frame);
    this.waiting.push({take, frame, levels});
  }
  /** The newest up to a frame, which it takes with all before it. */
  until(frame: number): Levels | null {
    let count = 0;
    while (count < this.waiting.length && this.waiting[count]!.frame <= frame) ++count;
    const row = this.waiting[count - 1];
    this.waiting = this.waiting.slice(count);
    return row === undefined ? null : levelsOf(row.levels);
  }
}
