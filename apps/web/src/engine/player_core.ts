// SPDX-License-Identifier: Apache-2.0
// Plays what a worker renders ahead. A take is sound from a frame on; a newer take of the same sound, as after a change
// of listener, is crossfaded to once enough of it is there. process makes nothing new.
import type {PlayerFeed, PlayerState} from "./file_messages";
import {PeakLimit} from "./peak_limit";
import {Ramp} from "./ramp";

const kFadeS = 0.01;
const kCrossS = 0.03;
const kEnoughS = 0.15;  // of a take, before it is played

class Take {
  private chunks: Float32Array[] = [];
  private first: number;     // frame of the first chunk's first
  private last: number;      // frame after the last chunk
  private end = Infinity;

  constructor(readonly number: number, frame: number, readonly seek: boolean) { this.first = this.last = frame; }
  get start(): number { return this.first; }
  get finished(): boolean { return this.end !== Infinity; }
  get ending(): number { return this.end; }
  get until(): number { return this.last; }

  push(planes: Float32Array): void {
    this.chunks.push(planes);
    this.last += planes.length / 4;
  }
  finish(): void { this.end = this.last; }
  /** Whether it has `frames` frames from `frame` on, or all that there are. */
  covers(frame: number, frames: number): boolean {
    return this.first <= frame && (this.last >= frame + frames || this.last >= this.end);
  }
  /** Drops the chunks before a frame. */
  forget(frame: number): void {
    while (this.chunks.length > 0 && this.first + this.chunks[0]!.length / 4 <= frame) {
      this.first += this.chunks[0]!.length / 4;
      this.chunks.shift();
    }
  }
  /** The four channels at a frame; silence where there is none. The frame is not before the first chunk. */
  read(frame: number, four: Float32Array): void {
    let at = frame - this.first;
    for (let i = 0; i < this.chunks.length; ++i) {
      const chunk = this.chunks[i]!, frames = chunk.length / 4;
      if (at < frames && at >= 0) {
        for (let c = 0; c < 4; ++c) four[c] = chunk[c * frames + at]!;
        return;
      }
      at -= frames;
    }
    four.fill(0);
  }
}

export class PlayerCore {
  frame = 0;
  private take: Take | null = null;
  private next: Take | null = null;
  private newest: Take | null = null;  // waits until a crossfade to the next has ended
  private cross = 0;               // frames of the crossfade that are left
  private wanted = false;          // to play
  private starved = false;
  private ended = false;
  private readonly loudness: Ramp;
  private readonly toRoom: Ramp;
  private readonly roomLimit: PeakLimit;
  private readonly now = new Float32Array(4);
  private readonly coming = new Float32Array(4);
  private readonly crossFrames: number;
  private readonly enough: number;

  constructor(rate: number) {
    this.loudness = new Ramp(0, Math.round(kFadeS * rate));
    this.toRoom = new Ramp(0, Math.round(kFadeS * rate));
    this.roomLimit = new PeakLimit(rate);
    this.crossFrames = Math.round(kCrossS * rate);
    this.enough = Math.round(kEnoughS * rate);
  }

  get number(): number { return this.take?.number ?? 0; }
  get state(): PlayerState {
    if (this.ended) return "ended";
    if (!this.wanted) return "paused";
    if (this.take === null || this.next?.seek === true) return "waiting";
    return this.starved ? "starved" : "playing";
  }
  play(on: boolean): void { this.wanted = on; }
  room(on: boolean): void { this.toRoom.to(on ? 1 : 0); }
  get silent(): boolean { return this.loudness.still && this.loudness.value === 0; }

  feed(feed: PlayerFeed): void {
    if (feed.kind === "take") {
      const take = new Take(feed.take, feed.frame, feed.seek);
      if (this.cross > 0) this.newest = take;
      else this.next = take;
      return;
    }
    const {take: now, next, newest} = this;
    const take = newest?.number === feed.take ? newest : next?.number === feed.take ? next : now;
    if (take?.number !== feed.take) return;  // overtaken
    if (feed.kind === "sound") take.push(feed.planes);
    else take.finish();
  }

  process(left: Float32Array, right: Float32Array): void {
    this.adopt();
    const playing = this.ready(left.length);
    this.loudness.to(playing ? 1 : 0);
    // Fading out, the sound goes on for as long as it lasts.
    const moves = playing || !this.silent;
    for (let i = 0; i < left.length; ++i) {
      const gain = this.loudness.next(), part = this.toRoom.next();
      if (!moves || this.take === null) {
        left[i] = right[i] = 0;
        continue;
      }
      this.step();
      const four = this.now, limit = this.roomLimit.next(four[0]!, four[1]!);
      left[i] = gain * (four[2]! + part * (limit * four[0]! - four[2]!));
      right[i] = gain * (four[3]! + part * (limit * four[1]! - four[3]!));
    }
    this.take?.forget(this.frame);
    this.next?.forget(this.frame);
    this.newest?.forget(this.frame);
  }

  private step(): void {
    this.take!.read(this.frame, this.now);
    if (this.cross > 0) {
      this.next!.read(this.frame, this.coming);
      const part = 0.5 - 0.5 * Math.cos(Math.PI * (1 - this.cross / this.crossFrames));
      for (let c = 0; c < 4; ++c) this.now[c]! += part * (this.coming[c]! - this.now[c]!);
      if (--this.cross === 0) this.finishCross();
    }
    if (this.frame < this.take!.ending) ++this.frame;
  }
  private finishCross(): void {
    this.take = this.next;
    this.next = this.newest;
    this.newest = null;
    this.cross = 0;
  }

  /** Takes over a take that has enough: at once in silence, after a fade-out at a seek, else by a crossfade. */
  private adopt(): void {
    if (this.cross > 0 && this.silent) this.finishCross();
    const {next, take} = this;
    if (next === null || this.cross > 0) return;
    const start = next.seek || take === null ? next.start : this.frame;
    if (!next.covers(start, this.enough)) return;
    if (take === null || next.seek || this.silent) {
      if (take !== null && !this.silent) return;  // ready says no, and the sound fades out
      this.frame = start;
      this.ended = !next.seek && start >= next.ending;  // other settings at the end are still the end
      this.finishCross();
    } else {
      this.cross = this.crossFrames;
    }
  }

  private ready(block: number): boolean {
    const {take} = this;
    if (take === null || !this.wanted) return false;
    if (this.next?.seek === true) return false;
    if (this.frame >= take.ending) {
      this.ended = true;
      this.wanted = false;
      return false;
    }
    // Enough to fade out on what is left, should nothing follow.
    const least = block + Math.round(this.crossFrames / 3);
    this.starved = !take.covers(this.frame, this.starved ? this.enough : least);
    return !this.starved;
  }
}
