// SPDX-License-Identifier: Apache-2.0
// Renders a film or sound file ahead of the play head, and exports it. It reads the file as it goes: a film of any
// length needs the same memory.
import {ListenerEars, SceneEars} from "./ears";
import type {Ears} from "./ears";
import {exported} from "./export";
import {leftOut} from "./film_tracks";
import type {PlayerFeed, PlayerNeed, WorkerNews, WorkerOrder} from "./file_messages";
import {Otoscape} from "./module";
import {CannotOpen, openedFile} from "./opened_file";
import type {OpenedFile} from "./opened_file";
import {Pause} from "./pause";
import {TakeRender} from "./take_render";
import {Told} from "./told";
import type {ReadError, Settings} from "./types";

type Begin = Extract<WorkerOrder, {kind: "begin"}>;

const kAheadS = 3;

const self_ = self as unknown as {postMessage(news: WorkerNews): void;
                                  onmessage: ((event: MessageEvent<WorkerOrder>) => void) | null};
const tell = (news: WorkerNews) => self_.postMessage(news);

function isError(value: object): value is ReadError { return "sentence" in value; }

class FileWork {
  private newest = 0;                  // take that was asked for
  private key = "";                    // of its settings
  private take = 0;                    // that plays
  private making: Promise<void> = Promise.resolve();
  private playing: Promise<void> = Promise.resolve();
  private played: PlayerNeed = {take: 0, frame: 0};
  private more: (() => void) | null = null;
  private scene: {key: string; ears: SceneEars} | null = null;  // measured once, for as long as settings stay
  private readonly aborts = new Map<number, AbortController>();
  private readonly pause = new Pause();

  constructor(private readonly engine: Otoscape, private readonly file: OpenedFile,
              private readonly deviceRate: number, private readonly player: MessagePort) {
    player.onmessage = (event: MessageEvent<PlayerNeed>) => {
      this.played = event.data;
      this.more?.();
    };
  }

  /** But at a seek, what plays goes on until the newer take's ears are made, and where they are refused. */
  begin(order: Begin): void {
    const {take, frame, settings, seek} = order;
    if (seek) this.feed({kind: "take", take, frame, seek});  // fades out what plays
    this.newest = take;
    this.key = JSON.stringify(settings);
    this.making = this.making.then(() => this.make(order)).catch(async (error: unknown) =>
      tell({kind: "begun", take, why: {sentence: await sentenceOf(error, this.file.source), line: 0, suggestion: ""}}));
  }

  private async make(order: Begin): Promise<void> {
    const {take, settings} = order;
    const overtaken = () => this.newest !== take;
    if (overtaken()) return;
    // A scene is measured to its end also where a seek overtakes it, but not where other settings do.
    const key = JSON.stringify(settings);
    const ears = await this.ears(settings, () => this.key === key, true);
    if (ears === null) return;
    if (isError(ears)) return tell({kind: "begun", take, why: ears});
    const measured = ears instanceof SceneEars && ears !== this.scene?.ears;
    if (overtaken() && !(measured && this.key === key)) {
      if (measured || ears instanceof ListenerEars) ears.free();
      return;
    }
    // One take plays after another: they share a scene's render.
    const before = this.take;
    this.take = take;
    this.more?.();
    await this.playing;
    if (measured) {
      this.scene?.ears.free();
      this.scene = {key, ears};
    }
    if (!overtaken()) {
      const moved = !order.seek && this.played.take === before;  // while a scene was measured
      const frame = moved ? Math.max(order.frame, this.played.frame) : order.frame;
      this.playing = this.run({...order, frame}, ears).catch(async (error: unknown) =>
        tell({kind: "failed", number: 0, sentence: await sentenceOf(error, this.file.source)}));
    } else if (ears instanceof ListenerEars) {
      ears.free();
    }
  }

  private async run({take, frame, settings, seek}: Begin, ears: Ears): Promise<void> {
    const render = new TakeRender(this.engine, this.file.sound, ears, this.deviceRate, frame, settings.fullScaleDbSpl);
    try {
      if (!seek) this.feed({kind: "take", take, frame, seek});
      tell({kind: "begun", take, why: null});
      await this.play(render, take, frame, () => this.take === take);
    } finally {
      render.free();
      if (ears instanceof ListenerEars) ears.free();
    }
  }

  private async play(render: TakeRender, take: number, frame: number, current: () => boolean): Promise<void> {
    for await (const chunk of render.chunks()) {
      tell({kind: "levels", take, frame: chunk.frame, levels: chunk.levels});
      const end = chunk.frame + chunk.planes.length / 4;
      this.feed({kind: "sound", take, planes: chunk.planes}, [chunk.planes.buffer]);
      await this.pause.now();
      while (current() && end - Math.max(frame, this.played.frame) > kAheadS * this.deviceRate) {
        await new Promise<void>((resolve) => { this.more = resolve; });
      }
      if (!current()) return;
    }
    this.feed({kind: "end", take});
  }

  /** Null where it is no longer wanted. own: of the player, which keeps a measured scene. */
  private async ears(settings: Settings, wanted: () => boolean, own: boolean): Promise<Ears | ReadError | null> {
    const {sound} = this.file;
    if (settings.scene === null) return ListenerEars.make(this.engine, settings, sound.rate);
    const key = JSON.stringify(settings);
    if (own && this.scene?.key === key) return this.scene.ears;
    const ears = SceneEars.make(this.engine, settings, sound.rate, sound.frames / sound.rate);
    if (!(ears instanceof SceneEars)) return ears;
    let whole = false;
    try {
      whole = await this.measure(ears, wanted, own);
    } finally {
      if (!whole) ears.free();
    }
    return whole ? ears : null;
  }
  /** False where it is no longer wanted. */
  private async measure(ears: SceneEars, wanted: () => boolean, own: boolean): Promise<boolean> {
    const {sound} = this.file;
    let fed = 0, told = 0;
    for await (const block of sound.from(0)) {
      ears.feed(block.left, block.right, block.frames);
      fed += block.frames;
      if (own && Math.floor(100 * fed / sound.frames) > told) {
        told = Math.floor(100 * fed / sound.frames);
        tell({kind: "measuring", part: told / 100});
      }
      await this.pause.now();
      if (!wanted()) return false;
    }
    return true;
  }

  async export(order: Extract<WorkerOrder, {kind: "export"}>): Promise<void> {
    const {number, what, settings} = order;
    const abort = new AbortController();
    this.aborts.set(number, abort);
    let ears: Ears | ReadError | null = null;
    try {
      ears = await this.ears(settings, () => !abort.signal.aborted, false);
      if (ears === null) return;
      if (isError(ears)) return tell({kind: "failed", number, sentence: ears.sentence});
      const blob = await exported(what, this.file, ears, this.pause, abort.signal,
                                  (part) => tell({kind: "exporting", number, part}));
      tell({kind: "exported", number, blob});
    } catch (error) {
      if (!abort.signal.aborted) tell({kind: "failed", number, sentence: await sentenceOf(error, this.file.source)});
    } finally {
      this.aborts.delete(number);
      if (ears !== null && !isError(ears)) ears.free();
    }
  }
  abort(number: number): void { this.aborts.get(number)?.abort(); }

  private feed(feed: PlayerFeed, transfer: Transferable[] = []): void { this.player.postMessage(feed, transfer); }
}

async function sentenceOf(error: unknown, file: Blob): Promise<string> {
  if (error instanceof Told && !(error instanceof CannotOpen)) return error.message;
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "There is no room left to write; free some storage and try again.";
  // What a reader says of a file that is gone depends on what it was doing: the file is asked itself.
  const there = await file.slice(0, 1).arrayBuffer().then(() => true, () => false);
  if (!there) return "The file can no longer be read; it was moved or changed. Open it again.";
  if (error instanceof CannotOpen) return error.message;
  return `This file's sound could not be read to its end (${String(error)}); it may be damaged.`;
}

let work: FileWork | null = null;

async function open(order: Extract<WorkerOrder, {kind: "open"}>): Promise<void> {
  try {
    const file = await openedFile(order.file);
    const engine = new Otoscape(await WebAssembly.compile(order.wasm));
    work = new FileWork(engine, file, order.deviceRate, order.player);
    tell({kind: "opened", durationS: file.sound.frames / file.sound.rate, notes: file.notes,
          hasPicture: file.picture !== null, leftOut: await leftOut(file)});
  } catch (error) {
    const sentence = await sentenceOf(error, order.file), mime = error instanceof CannotOpen ? error.mime : null;
    tell({kind: "refused", sentence, mime});
  }
}

self_.onmessage = ({data}) => {
  if (data.kind === "open") return void open(data);
  if (work === null) return;
  switch (data.kind) {
    case "begin": return work.begin(data);
    case "export": return void work.export(data);
    case "abort": return work.abort(data.number);
  }
};
