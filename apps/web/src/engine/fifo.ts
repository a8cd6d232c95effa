// SPDX-License-Identifier: Apache-2.0
/** Sound of several channels, in order: pushed at the end, taken from the front. Grows to what is needed. */
export class Fifo {
  private planes: Float32Array[];
  private first = 0;
  private last = 0;

  constructor(channels: number, room = 8192) {
    this.planes = Array.from({length: channels}, () => new Float32Array(room));
  }
  get frames(): number { return this.last - this.first; }
  clear(): void { this.first = this.last = 0; }

  push(channels: readonly Float32Array[], from: number, frames: number): void {
    this.makeRoom(frames);
    this.planes.forEach((plane, i) => plane.set(channels[i]!.subarray(from, from + frames), this.last));
    this.last += frames;
  }
  pushSilence(frames: number): void {
    this.makeRoom(frames);
    for (const plane of this.planes) plane.fill(0, this.last, this.last + frames);
    this.last += frames;
  }
  /** The next frames of a channel; valid until something is pushed. */
  peek(channel: number, frames: number): Float32Array {
    return this.planes[channel]!.subarray(this.first, this.first + frames);
  }
  drop(frames: number): void { this.first += frames; }

  private makeRoom(frames: number): void {
    const size = this.planes[0]!.length, kept = this.frames;
    if (this.last + frames <= size) return;
    const larger = kept + frames > size / 2 ? 2 * (kept + frames) : size;
    this.planes = this.planes.map((plane) => {
      if (larger === size) return plane.copyWithin(0, this.first, this.last);
      const grown = new Float32Array(larger);
      grown.set(plane.subarray(this.first, this.last));
      return grown;
    });
    this.first = 0;
    this.last = kept;
  }
}
