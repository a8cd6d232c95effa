// SPDX-License-Identifier: Apache-2.0
// A film or sound file, rendered ahead by a worker and played by a small audio thread; the picture follows the sound.
import {heardTime} from "./clock";
import {DeviceStates, watchDevice} from "./device";
import type {PageEngine} from "./engine";
import FileWorker from "./file_worker.ts?worker";
import type {FilmKind, PlayerNews, PlayerOrder, PlayerState, WorkerNews, WorkerOrder} from "./file_messages";
import {LevelsQueue} from "./levels";
import {Picture} from "./picture";
import workletUrl from "./player_worklet.ts?worker&url";
import type {FilePlayer, LeftOut, ReadError, Settings} from "./types";

type News<Kind> = Extract<WorkerNews, {kind: Kind}>;

interface Begun { settings: Settings; resolve(why: ReadError | null): void }
interface Exporting { resolve(blob: Blob): void; reject(error: Error): void; progress(part: number): void }

/** The file is fine, but its sound cannot be decoded here. */
export class NotDecodable extends Error {
  constructor(sentence: string, readonly mime: string) { super(sentence); }
}

export class AheadPlayer extends EventTarget implements FilePlayer {
  notes: string[] = [];
  durationS = 0;
  private readonly worker = new FileWorker();
  private readonly node: AudioWorkletNode;
  private take = 0;
  private news: PlayerNews = {frame: 0, time: 0, take: 0, state: "waiting"};
  private told: PlayerState = "paused";
  private sought: {take: number; frame: number} | null = null;
  private readonly begun = new Map<number, Begun>();
  private broken: ReadError | null = null;
  private readonly exports = new Map<number, Exporting>();
  private exportNumber = 0;
  private shown: Picture | null = null;
  private readonly levels = new LevelsQueue();
  private opened: ((news: News<"opened" | "refused">) => void) | null = null;
  private closed = false;
  private left: Record<FilmKind, LeftOut> | null = null;
  private unwatch: () => void = () => undefined;
  private readonly states = new DeviceStates(
    "paused", (detail) => this.dispatchEvent(new CustomEvent("state", {detail})));
  private accepted: Settings;         // the newest that were not refused
  private overtaken: Settings[] = []; // newer ones that a later change overtook before they were made

  private constructor(private readonly context: AudioContext, private settings: Settings) {
    super();
    this.accepted = settings;
    this.node = new AudioWorkletNode(context, "otoscape-file", {numberOfInputs: 0, outputChannelCount: [2]});
    this.node.port.onmessage = (event: MessageEvent<PlayerNews>) => this.hearPlayer(event.data);
    this.worker.onmessage = (event: MessageEvent<WorkerNews>) => this.hearWorker(event.data);
    this.worker.onerror = () => this.breakOff("The engine stopped while it read the file; reload the page.");
    this.node.onprocessorerror = () => this.fail("The engine stopped on the audio thread; reload the page.");
  }

  static async open(context: AudioContext, engine: PageEngine, file: File, settings: Settings): Promise<AheadPlayer> {
    await context.audioWorklet.addModule(workletUrl);
    const player = new AheadPlayer(context, settings);
    try {
      await player.begin(engine, file);
    } catch (error) {
      player.stop();
      throw error;
    }
    return player;
  }

  private async begin(engine: PageEngine, file: File): Promise<void> {
    const {port1, port2} = new MessageChannel();
    this.tellPlayer({kind: "connect", worker: port1}, [port1]);
    const opened = new Promise<News<"opened" | "refused">>((resolve) => { this.opened = resolve; });
    const deviceRate = this.context.sampleRate;
    this.tellWorker({kind: "open", file, wasm: engine.wasm, deviceRate, player: port2}, [port2]);
    const news = await opened;
    if (news.kind === "refused") {
      throw news.mime === null ? new Error(news.sentence) : new NotDecodable(news.sentence, news.mime);
    }
    this.durationS = news.durationS;
    this.notes = news.notes;
    this.left = news.leftOut;
    if (news.hasPicture) await this.show(file);
    this.node.connect(this.context.destination);
    this.unwatch = watchDevice(this.context, (lost) => this.states.lose(lost));
    const why = await this.render(0, true);
    if (why !== null) throw new Error(why.sentence);
  }
  private async show(file: File): Promise<void> {
    const picture = new Picture(file, (performanceMs) => this.soundAt(performanceMs));
    if (await picture.ready()) {
      this.shown = picture;
    } else {
      picture.close();
      this.notes.push("This browser cannot show the film's picture; its sound can be heard.");
    }
  }

  get picture(): HTMLVideoElement | null { return this.shown?.element ?? null; }
  /** Picture after sound at the newest frame, in seconds. */
  get pictureOffS(): number { return this.shown?.offS ?? 0; }
  get timeS(): number { return this.soundAt(performance.now()); }

  /** The programme's time that is heard at a performance time, in ms. */
  private soundAt(performanceMs: number): number {
    const at = this.news.frame / this.context.sampleRate;
    if (this.news.state !== "playing") return Math.min(this.durationS, at);
    const heard = at + heardTime(this.context, performanceMs) - this.news.time;
    return Math.max(0, Math.min(this.durationS, heard));
  }

  /** Where it is refused the sound goes on as it was. */
  async configure(settings: Settings): Promise<ReadError | null> {
    this.settings = settings;
    const why = await this.go(this.news.frame, this.sought !== null);
    if (why !== null) await this.fallBack();
    return why;
  }
  async play(): Promise<void> {
    if (this.context.state === "suspended") await this.context.resume();
    if (this.news.state === "ended") await this.seek(0);
    this.tellPlayer({kind: "play", on: true});
  }
  pause(): void { this.tellPlayer({kind: "play", on: false}); }
  async seek(s: number): Promise<void> {
    const timeS = Math.max(0, Math.min(this.durationS, s));
    this.shown?.seek(timeS);
    const frame = Math.round(timeS * this.context.sampleRate);
    await this.reach(frame);
    this.dispatchEvent(new Event("time"));
  }
  room(on: boolean): void { this.tellPlayer({kind: "room", on}); }
  stop(): void {
    if (this.closed) return;
    this.closed = true;
    this.unwatch();
    this.tellPlayer({kind: "close"});
    this.worker.terminate();
    this.shown?.close();
    for (const {reject} of this.exports.values()) reject(new Error("The file was closed."));
    for (const {resolve} of this.begun.values()) resolve(null);
    setTimeout(() => this.node.disconnect(), 100);  // after the fade
    this.states.become("ended");
  }
  /** What is heard is in time with the picture: the ears' own latency is taken off. */
  latencyS(): number { return this.context.outputLatency || this.context.baseLatency || 0; }

  leftOut(kind: FilmKind): LeftOut { return this.left![kind]; }
  exportSound(_kind: "wav", progress: (part: number) => void, signal: AbortSignal): Promise<Blob> {
    return this.export("wav", progress, signal);
  }
  exportFilm(kind: FilmKind, progress: (part: number) => void, signal: AbortSignal): Promise<Blob> {
    return this.export(kind, progress, signal);
  }
  private export(what: "wav" | FilmKind, progress: (part: number) => void, signal: AbortSignal): Promise<Blob> {
    const number = ++this.exportNumber;
    return new Promise((resolve, reject) => {
      const stopped = () => {
        this.exports.delete(number);
        this.tellWorker({kind: "abort", number});
        reject(new DOMException("The export was stopped.", "AbortError"));
      };
      if (signal.aborted) return stopped();
      signal.addEventListener("abort", stopped, {once: true});
      this.exports.set(number, {resolve, reject, progress});
      this.tellWorker({kind: "export", number, what, settings: this.settings});
    });
  }

  private async reach(frame: number): Promise<void> {
    const usual = this.settings === this.accepted, why = await this.go(frame, true);
    if (why === null) return;
    this.fail(why.sentence);
    if (usual) this.sought = null;
    else await this.fallBack();
  }
  /** After a refusal: the newest change that it overtook is still to be made, and what was sought to be reached. */
  private async fallBack(): Promise<void> {
    for (let settings = this.overtaken.pop(); settings !== undefined; settings = this.overtaken.pop()) {
      this.settings = settings;
      if (await this.go(this.news.frame, this.sought !== null) === null) return;
    }
    if (this.sought !== null) await this.reach(this.sought.frame);
  }
  /** Settings that are refused are not kept. */
  private async go(frame: number, seek: boolean): Promise<ReadError | null> {
    const rendered = this.render(frame, seek);
    if (seek) {
      this.sought = {take: this.take, frame};
      this.news = {...this.news, frame, state: "waiting"};
    }
    const why = await rendered;
    if (why !== null) this.settings = this.accepted;
    return why;
  }
  private render(frame: number, seek: boolean): Promise<ReadError | null> {
    if (this.broken !== null) return Promise.resolve(this.broken);
    const take = ++this.take, {settings} = this;
    for (const begun of this.begun.values()) {
      if (begun.settings !== this.accepted && begun.settings !== settings) this.overtaken.push(begun.settings);
      begun.resolve(null);
    }
    this.begun.clear();
    return new Promise((resolve) => {
      this.begun.set(take, {settings, resolve});
      this.tellWorker({kind: "begin", take, frame, settings, seek});
    });
  }

  private hearPlayer(news: PlayerNews): void {
    // Until a sought place is reached the time stands there.
    if (this.sought !== null && news.take >= this.sought.take) this.sought = null;
    this.news = this.sought === null ? news : {...news, frame: this.sought.frame, state: "waiting"};
    const {state} = this.news;
    this.shown?.play(state === "playing");
    if (state !== this.told && state !== "waiting") {
      this.told = state;
      if (state === "paused") this.shown?.seek(this.timeS);
      this.states.become(state);
    }
    if (this.closed) return;
    const levels = this.levels.until(this.timeS * this.context.sampleRate);
    if (state === "playing" && levels !== null) this.dispatchEvent(new CustomEvent("levels", {detail: levels}));
    this.dispatchEvent(new Event("time"));
  }
  private hearWorker(news: WorkerNews): void {
    switch (news.kind) {
      case "opened":
      case "refused": return this.opened?.(news);
      case "begun": return this.hearBegun(news);
      case "measuring": return void this.dispatchEvent(new CustomEvent("measuring", {detail: news.part}));
      case "levels": return this.levels.add(news.take, news.frame, news.levels);
      case "exporting": return this.exports.get(news.number)?.progress(news.part);
      case "exported":
        this.exports.get(news.number)?.resolve(news.blob);
        this.exports.delete(news.number);
        return;
      case "failed":
        if (news.number === 0) return this.fail(news.sentence);
        this.exports.get(news.number)?.reject(new Error(news.sentence));
        this.exports.delete(news.number);
    }
  }
  private hearBegun({take, why}: News<"begun">): void {
    const begun = this.begun.get(take);
    if (begun === undefined) return;  // overtaken
    this.begun.delete(take);
    if (why === null) {
      this.accepted = begun.settings;
      this.overtaken = [];
    }
    begun.resolve(why);
  }
  private breakOff(sentence: string): void {
    this.broken = {sentence, line: 0, suggestion: ""};
    this.opened?.({kind: "refused", sentence, mime: null});
    for (const {resolve} of this.begun.values()) resolve(this.broken);
    this.begun.clear();
    for (const {reject} of this.exports.values()) reject(new Error(sentence));
    this.exports.clear();
    this.fail(sentence);
  }
  private tellWorker(order: WorkerOrder, transfer: Transferable[] = []): void {
    this.worker.postMessage(order, transfer);
  }
  private tellPlayer(order: PlayerOrder, transfer: Transferable[] = []): void {
    this.node.port.postMessage(order, transfer);
  }
  private fail(sentence: string): void { this.dispatchEvent(new CustomEvent("error", {detail: sentence})); }
}
