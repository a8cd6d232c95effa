// SPDX-License-Identifier: Apache-2.0
// Sound through the live worklet: a microphone, or anything that the browser plays.
import {DeviceStates, watchDevice} from "./device";
import type {PageEngine} from "./engine";
import {levelsOf} from "./levels";
import type {LiveNews, LiveOrder, LiveSetup} from "./live_messages";
import workletUrl from "./live_worklet.ts?worker&url";
import {StarvedWatch} from "./starved_watch";
import type {Engine, Player, ReadError, Settings} from "./types";

const loaded = new WeakSet<AudioContext>();

async function load(context: AudioContext): Promise<void> {
  if (loaded.has(context)) return;
  await context.audioWorklet.addModule(workletUrl);
  loaded.add(context);
}

export class LivePlayer extends EventTarget implements Player {
  private node: AudioWorkletNode | null = null;
  private latencyFrames = 0;
  private number = 0;
  private readonly waiting = new Map<number, (why: ReadError | null) => void>();
  private readonly watch: StarvedWatch;
  private unwatch: () => void = () => undefined;
  private readonly states = new DeviceStates(
    "playing", (detail) => this.dispatchEvent(new CustomEvent("state", {detail})));

  private constructor(protected readonly context: AudioContext, private readonly source: AudioNode) {
    super();
    this.watch = new StarvedWatch(context, (starved) => this.states.become(starved ? "starved" : "playing"));
  }

  /** Begins to play once the render is made. Rejects with a sentence. */
  static async open(context: AudioContext, engine: Engine, source: AudioNode, settings: Settings): Promise<LivePlayer> {
    await load(context);
    const player = new LivePlayer(context, source);
    const setup: LiveSetup = {wasm: (engine as PageEngine).wasm, settings};
    const node = new AudioWorkletNode(context, "otoscape-live", {
      numberOfInputs: 1, numberOfOutputs: 1, outputChannelCount: [2], channelCount: 2, channelCountMode: "clamped-max",
      processorOptions: setup,
    });
    player.node = node;
    await new Promise<void>((resolve, reject) => {
      context.addEventListener("statechange", () => {
        if (context.state === "closed") reject(new Error("The sound was stopped before it began."));
      });
      node.onprocessorerror = () => reject(new Error("The engine stopped on the audio thread; reload the page."));
      node.port.onmessage = (event: MessageEvent<LiveNews>) => player.hear(event.data, resolve, reject);
    });
    node.onprocessorerror = () => player.fail("The engine stopped on the audio thread; reload the page.");
    source.connect(node);
    node.connect(context.destination);
    player.watch.start();
    player.unwatch = watchDevice(context, (lost) => player.states.lose(lost));
    player.states.become("playing");
    return player;
  }

  configure(settings: Settings): Promise<ReadError | null> {
    if (this.node === null) return Promise.resolve(null);
    const number = ++this.number;
    for (const [, resolve] of this.waiting) resolve(null);  // overtaken
    this.waiting.clear();
    return new Promise((resolve) => {
      this.waiting.set(number, resolve);
      this.order({kind: "settings", settings, number});
    });
  }
  room(on: boolean): void { this.order({kind: "room", on}); }
  /** Sound on or off, faded. */
  play(on: boolean): void { this.order({kind: "play", on}); }

  stop(): void {
    if (this.node === null) return;
    this.order({kind: "end"});
    this.watch.stop();
    this.unwatch();
    const {node, source} = this;
    this.node = null;
    for (const [, resolve] of this.waiting) resolve(null);
    setTimeout(() => {  // after the fade
      source.disconnect(node);
      node.disconnect();
    }, 100);
    this.states.become("ended");
  }

  /** Of the ears; the device adds its own. */
  latencyS(): number { return this.latencyFrames / this.context.sampleRate; }

  private order(order: LiveOrder): void { this.node?.port.postMessage(order); }

  private hear(news: LiveNews, ready: () => void, refused: (why: Error) => void): void {
    switch (news.kind) {
      case "ready":
        this.latencyFrames = news.latencyFrames;
        return ready();
      case "refused": return refused(new Error(news.why.sentence));
      case "levels":
        this.dispatchEvent(new CustomEvent("levels", {detail: levelsOf(news.levels)}));
        return;
      case "done":
        this.latencyFrames = news.latencyFrames;
        this.waiting.get(news.number)?.(news.why);
        this.waiting.delete(news.number);
        return;
      case "broken":
        refused(new Error(news.sentence));
        return this.fail(news.sentence);
    }
  }
  private fail(sentence: string): void { this.dispatchEvent(new CustomEvent("error", {detail: sentence})); }
}
