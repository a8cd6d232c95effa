// SPDX-License-Identifier: Apache-2.0
// The audio thread of live sound. Messages in: LiveOrder; out: LiveNews.
import {LiveCore} from "./live_core";
import {Otoscape} from "./module";
import type {LiveNews, LiveOrder, LiveSetup} from "./live_messages";
import type {ReadError, Settings} from "./types";

interface Change { settings: Settings; number: number }

class LiveProcessor extends AudioWorkletProcessor {
  private core: LiveCore | null = null;
  private ended = false;
  private wanted = true;                 // to sound
  private next: Change | null = null;    // follows once the one before has settled
  private anew: Change | null = null;    // to be made once the sound is faded out

  constructor(options: AudioWorkletNodeOptions) {
    super();
    this.port.onmessage = (event: MessageEvent<LiveOrder>) => this.guarded(() => this.obey(event.data));
    this.guarded(() => this.begin(options.processorOptions as LiveSetup));
  }

  private begin({wasm, settings}: LiveSetup): void {
    const engine = new Otoscape(new WebAssembly.Module(wasm));
    const core = new LiveCore(engine, sampleRate, settings, (levels) => this.tell({kind: "levels", levels}));
    const why = core.make(settings);
    if (why !== null) return this.tell({kind: "refused", why});
    this.core = core;
    this.tell({kind: "ready", latencyFrames: core.latencyFrames});
  }

  private obey(order: LiveOrder): void {
    const {core} = this;
    if (core === null) return;
    switch (order.kind) {
      case "settings": return this.change(order);
      case "room": return core.room(order.on);
      case "play":
        this.wanted = order.on;
        if (this.anew === null) core.play(order.on);
        return;
      case "end":
        this.ended = true;
        this.wanted = false;
        this.next = this.anew = null;
        return core.play(false);
    }
  }

  private change(change: Change): void {
    if (this.ended) return;
    if (this.anew !== null) this.core!.play(this.wanted);  // overtaken before it was made
    this.anew = null;
    this.next = change;
    this.follow();
  }
  private follow(): void {
    if (this.next === null || !this.core!.settled) return;
    const {settings, number} = this.next;
    this.next = null;
    if (this.core!.change(settings) === null) return this.done(number, null);  // heard some 90 ms later
    this.anew = {settings, number};
    this.core!.play(false);
  }

  /** A listener with another kind of implant has another latency: after a fade-out it is made anew. */
  private makeAnew(): void {
    const {settings, number} = this.anew!;
    this.anew = null;
    const why = this.core!.make(settings);
    this.core!.play(this.wanted);
    this.done(number, why);
  }
  private done(number: number, why: ReadError | null): void {
    this.tell({kind: "done", number, why, latencyFrames: this.core!.latencyFrames});
  }

  process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const {core} = this;
    if (core === null) return !this.ended;
    const input = inputs[0], output = outputs[0]!;
    core.process(input?.[0], input?.[1], output[0]!, output[1] ?? output[0]!);
    if (this.next !== null) this.guarded(() => this.follow());
    if (this.anew !== null && core.silent) this.guarded(() => this.makeAnew());
    if (!this.ended || !core.silent) return true;
    core.destroy();
    this.core = null;
    return false;
  }

  /** Some browsers show no error of an audio thread, so it is told. */
  private guarded(work: () => void): void {
    try { work(); } catch (error) {
      this.core = null;
      this.tell({kind: "broken", sentence: `The engine stopped: ${String(error)}; reload the page.`});
    }
  }
  private tell(news: LiveNews): void { this.port.postMessage(news); }
}

registerProcessor("otoscape-live", LiveProcessor);
