// SPDX-License-Identifier: Apache-2.0
// An audio thread that is too slow misses blocks without a word, and the context's clock falls behind the wall clock
// by what is missing. Where the browser counts lost blocks itself, its count is used.

const kEveryMs = 500;
const kFirstMs = 1500;  // what making the render has cost the audio thread is counted by then
const kLostS = 0.03;  // of half a second: more than clocks differ and timers wander

interface PlaybackStats { underrunDuration?: number; fallbackFramesDuration?: number }

export class StarvedWatch {
  private timer: ReturnType<typeof setInterval> | undefined;
  private wall = 0;
  private sound = 0;
  private lost = 0;
  private starved = false;

  constructor(private readonly context: AudioContext, private readonly tell: (starved: boolean) => void) {}

  start(): void {
    this.stop();
    this.note();
    const from = performance.now();
    this.timer = setInterval(() => { if (performance.now() - from > kFirstMs) this.look(); else this.note(); }, kEveryMs);
  }
  stop(): void { clearInterval(this.timer); }

  private counted(): number | null {
    const stats = (this.context as {playbackStats?: PlaybackStats}).playbackStats;
    return stats?.underrunDuration ?? stats?.fallbackFramesDuration ?? null;
  }
  private note(): void {
    this.wall = performance.now() / 1000;
    this.sound = this.context.currentTime;
    this.lost = this.counted() ?? 0;
  }
  private look(): void {
    const {wall, sound, lost} = this;
    this.note();
    const passed = this.wall - wall;
    // A page in the background has slow timers, and a suspended context no time.
    if (this.context.state !== "running" || passed > 4 * kEveryMs / 1000) return;
    const counted = this.counted();
    const starved = (counted !== null ? counted - lost : passed - (this.sound - sound)) > kLostS;
    if (starved === this.starved) return;
    this.starved = starved;
    this.tell(starved);
  }
}
