// SPDX-License-Identifier: Apache-2.0
// A film's picture, muted, slaved to the sound: its rate is bent by up to a quarter, and it jumps where it is far off.
// Where a browser pauses a film whose rate is bent, as WebKitGTK 2.50 does, it only jumps.

const kJumpS = 0.25;
const kStillS = 0.01;
const kBend = 0.25;
const kCatchUpS = 0.5;  // in which the rate makes good what is off
const kUnbentJumpS = 0.1;
const kUnbentFrames = 25;
const kFrames = 8;      // between two looks: each change of the rate costs the browser some time

type FrameFacts = {mediaTime: number; expectedDisplayTime: number};
type FrameCall = (now: number, facts: FrameFacts) => void;
type WithFrames = HTMLVideoElement & {requestVideoFrameCallback?: (call: FrameCall) => number};

export class Picture {
  readonly element: HTMLVideoElement;
  /** Picture after sound, in seconds, of the frames last looked at. */
  offS = 0;
  private readonly offs: number[] = [];
  private readonly url: string;
  private playing = false;
  private jumping = false;
  private bends = true;
  private leadS = 0;  // what a jump takes, where only jumps help

  /** soundAt: the programme's time heard at a performance time, in ms. */
  constructor(file: Blob, private readonly soundAt: (performanceMs: number) => number) {
    this.url = URL.createObjectURL(file);
    const element = document.createElement("video");
    element.muted = true;
    element.defaultMuted = true;
    element.playsInline = true;
    element.disableRemotePlayback = true;
    element.preload = "auto";
    element.src = this.url;
    element.addEventListener("seeked", () => { this.jumping = false; });
    element.addEventListener("pause", () => this.unasked());
    this.element = element;
    this.watch();
  }

  /** Whether the browser can show it. */
  ready(): Promise<boolean> {
    const {element} = this;
    if (element.readyState >= 1) return Promise.resolve(element.videoWidth > 0);
    return new Promise((resolve) => {
      element.addEventListener("loadedmetadata", () => resolve(element.videoWidth > 0), {once: true});
      element.addEventListener("error", () => resolve(false), {once: true});
    });
  }
  play(on: boolean): void {
    if (on === this.playing) return;
    this.playing = on;
    if (on) {
      this.element.play().catch(() => undefined);  // a pause overtook it
    } else {
      this.element.pause();
      this.element.playbackRate = 1;
    }
  }
  seek(timeS: number): void {
    this.jumping = true;
    this.offs.length = 0;
    this.element.currentTime = timeS;
  }
  close(): void {
    this.play(false);
    this.element.removeAttribute("src");
    this.element.load();
    URL.revokeObjectURL(this.url);
  }

  private watch(): void {
    const element = this.element as WithFrames;
    if (element.requestVideoFrameCallback === undefined) {
      element.addEventListener("timeupdate", () => this.follow(element.currentTime, performance.now()));
      return;
    }
    const next = (_now: number, facts: FrameFacts) => {
      this.follow(facts.mediaTime, facts.expectedDisplayTime);
      element.requestVideoFrameCallback!(next);
    };
    element.requestVideoFrameCallback(next);
  }
  private unasked(): void {
    if (!this.playing || this.element.ended || document.hidden) return;
    this.bends = false;
    if (this.element.playbackRate !== 1) this.element.playbackRate = 1;
    this.element.play().catch(() => undefined);
  }
  private follow(pictureS: number, performanceMs: number): void {
    if (!this.playing || this.jumping || this.element.ended) return;
    this.offs.push(pictureS - this.soundAt(performanceMs));
    if (this.offs.length < (this.bends ? kFrames : kUnbentFrames)) return;
    // A busy browser shows a frame later than it was due, never earlier: the earliest tells where its clock stands.
    const off = this.offS = Math.max(...this.offs);
    this.offs.length = 0;
    if (!this.bends) return this.jump(off, performanceMs);
    if (Math.abs(off) > kJumpS) return this.seek(Math.max(0, this.soundAt(performanceMs)));
    const bend = Math.abs(off) < kStillS ? 0 : Math.max(-kBend, Math.min(kBend, -off / kCatchUpS));
    if (Math.abs(this.element.playbackRate - 1 - bend) > 0.002) this.element.playbackRate = 1 + bend;
  }
  private jump(off: number, performanceMs: number): void {
    if (Math.abs(off) < kUnbentJumpS) return;
    if (Math.abs(off) < 1) this.leadS = Math.max(0, Math.min(0.5, this.leadS - off));
    this.seek(Math.max(0, this.soundAt(performanceMs) + this.leadS));
  }
}
