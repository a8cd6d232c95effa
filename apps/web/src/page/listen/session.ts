// SPDX-License-Identifier: Apache-2.0
// What is being listened to: one source, one player, one audio context, all made by a person's click. Events: "change"
// (source, state, notes, trouble), "levels", "time".
import {openFile, openMicrophone, type FilePlayer, type Levels, type Player} from "#engine";

import {app} from "../app";
import {error_words} from "../audiogram/import";
import {put, words} from "../i18n";

export type Source = {kind: "kitchen" | "film" | "own" | "microphone"; name: string};
export type State = "empty" | "opening" | "ready" | "playing" | "paused" | "ended" | "lost";
const is_file = (player: Player | null): player is FilePlayer => player !== null && "durationS" in player;

const kStarvedMs = 5000;

class Session extends EventTarget {
  state: State = "empty";
  source: Source | null = null;
  trouble = "";
  trouble_lang: string | null = null;               // the engine's sentences are English
  starved = false;
  measured = 1;                                     // part of the sound that a story has been measured for
  in_room = false;
  levels: Levels | null = null;
  private context: AudioContext | null = null;
  private player: Player | null = null;
  private reopen: (() => Promise<void>) | null = null;
  private fed = 0;
  private turn = 0;  // a later opening overtakes an earlier one
  private designs = 0;  // and later settings earlier ones
  private wanted = false;  // to play: a person may stop while the device starts

  constructor() {
    super();
    for (const name of ["listener", "settings"]) app.addEventListener(name, () => void this.configure());
  }

  get file(): FilePlayer | null { return is_file(this.player) ? this.player : null; }
  get live(): boolean { return this.player !== null && !this.file; }
  get sounding(): boolean { return this.state === "playing"; }

  /** `give` may take its time (a download, a synthesis); the context is made at once, within the click. */
  async open_file(source: Source, give: () => Promise<File>, start: boolean): Promise<void> {
    this.reopen = null;
    app.too_short = false;
    const again = () => this.open_file(source, give, false);
    await this.open(source, "playback", async (context) => this.player_of(context, await give()));
    if (this.source === source) this.reopen = again;
    if (start && this.source === source && this.state === "ready") await this.play();
  }

  private async player_of(context: AudioContext, file: File): Promise<FilePlayer> {
    if (context !== this.context) throw new Error("overtaken");  // told to nobody
    try {
      return await openFile(context, app.engine!, file, app.settings());
    } catch (error) {
      if (!app.story || !app.stretches) throw error;
      const player = await openFile(context, app.engine!, file, {...app.settings(), fit: false});
      if (context === this.context) this.do_not_stretch();
      return player;
    }
  }

  async open_microphone(): Promise<void> {
    app.choose_story(null);
    const source: Source = {kind: "microphone", name: words().listen.microphone};
    await this.open(source, "interactive", (context) => openMicrophone(context, app.engine!, app.settings()));
    if (this.source === source && this.state === "ready") this.become("playing");
  }

  private async open(source: Source, latencyHint: AudioContextLatencyCategory, make: (context: AudioContext) => Promise<Player>) {
    if (!app.engine) return;
    this.close();
    const turn = ++this.turn;
    this.source = source;
    this.become("opening");
    const asked = JSON.stringify(app.settings());
    try {
      const context = new AudioContext({latencyHint});
      this.context = context;
      context.resume().catch(() => undefined);
      const player = await make(context);
      if (turn !== this.turn) { player.stop(); context.close().catch(() => undefined); return; }
      this.player = player;
      this.listen_to(player);
      this.become("ready");
      if (JSON.stringify(app.settings()) !== asked) void this.configure();  // chosen meanwhile
    } catch (error) {
      if (turn !== this.turn) return;
      this.close();
      this.fail_with(error);
    }
  }

  /** The engine rejects with a sentence; what browsers reject with is told in the page's words. */
  private fail_with(error: unknown): void {
    const e = words().errors, name = error instanceof Error ? error.name : "", why = error instanceof Error ? error.message : String(error);
    if (name === "NotAllowedError" || name === "SecurityError") this.fail(e.microphone, null);
    else if (name === "NotFoundError" || name === "OverconstrainedError") this.fail(e.no_microphone, null);
    else if (name === "TypeError" && /fetch/i.test(why)) this.fail(e.fetch, null);
    else this.fail(/[.!?]$/.test(why) ? why : put(e.no_sound, {why}));
  }

  private listen_to(player: Player): void {
    player.addEventListener("levels", (event) => {
      if (player !== this.player) return;
      this.levels = (event as CustomEvent<Levels>).detail;
      this.dispatchEvent(new Event("levels"));
    });
    player.addEventListener("measuring", (event) => {
      if (player !== this.player) return;
      this.measured = (event as CustomEvent<number>).detail;
      this.dispatchEvent(new Event("change"));
    });
    player.addEventListener("time", () => player === this.player && this.dispatchEvent(new Event("time")));
    player.addEventListener("error", (event) => player === this.player && this.fail((event as CustomEvent<string>).detail));
    player.addEventListener("state", (event) => {
      if (player !== this.player) return;
      const state = (event as CustomEvent<string>).detail;
      if (state === "starved") this.starve();
      else if (state === "lost") this.lose();
      else {
        if (this.state === "lost") this.trouble = "";  // a telephone call is over
        this.become(state as State);
      }
    });
  }

  /** Said while it lasts, and a little longer. */
  private starve(): void {
    this.starved = true;
    this.become(this.state);
    clearTimeout(this.fed);
    this.fed = window.setTimeout(() => { this.starved = false; this.become(this.state); }, kStarvedMs);
  }

  /** The device is gone. A file waits for Play; a microphone has to be asked for again. */
  private lose(): void {
    if (this.live) this.close();
    else this.become("lost");
    this.fail(this.live || this.state === "empty" ? words().errors.lost_live : words().errors.lost, null);
  }

  private become(state: State): void {
    if (state !== this.state) this.starved = false;
    this.state = state;
    if (state === "paused" || state === "ended" || state === "empty") this.levels = null;
    this.dispatchEvent(new Event("change"));
  }

  private fail(sentence: string, language: string | null = "en"): void {
    this.trouble = sentence;
    this.trouble_lang = language;
    this.dispatchEvent(new Event("change"));
  }

  async play(): Promise<void> {
    if (!this.file) return;
    this.trouble = "";
    this.wanted = true;
    if (this.state === "lost" && this.reopen) {
      const at = this.file.timeS, source = this.source;
      await this.reopen();
      if (this.source !== source || !this.file) return;
      this.wanted = true;
      await this.seek(at);
    }
    const file = this.file;
    const overtaken = () => !this.wanted || file !== this.file;
    try {
      if (overtaken()) return;
      await this.context?.resume();
      if (overtaken()) return;
      await file.play();
      if (!overtaken()) this.become("playing");
      else if (file === this.file) this.pause();
    } catch (error) { if (!overtaken()) this.fail_with(error); }
  }

  pause(): void {
    this.wanted = false;
    if (!this.file) return;
    this.file.pause();
    this.become("paused");
  }

  toggle(): void { if (this.sounding) this.pause(); else void this.play(); }

  async seek(seconds: number): Promise<void> {
    await this.file?.seek(Math.max(0, Math.min(this.file.durationS, seconds)));
    this.dispatchEvent(new Event("time"));
  }

  room(on: boolean): void {
    if (!this.player || on === this.in_room) return;
    this.in_room = on;
    this.player.room(on);
    this.dispatchEvent(new Event("change"));
  }

  /** A story has a shortest length; what is shorter hears it in its own time, from the start. */
  private do_not_stretch(): void {
    app.too_short = true;
    app.tell("listener");
  }

  private async configure(): Promise<void> {
    const player = this.player, design = ++this.designs;
    if (!player) return;
    const settings = app.settings();
    const error = await player.configure(this.live ? {...settings, scene: null} : settings);
    if (player !== this.player || design !== this.designs) return;
    if (this.measured < 1) {
      this.measured = 1;
      this.dispatchEvent(new Event("change"));
    }
    if (!error) return;
    if (settings.scene && settings.fit && !this.live) this.do_not_stretch();
    else this.fail(error_words(error));
  }

  /** Of the microphone's way, as far as it is known: the ears' and what the device says of its output. */
  latency_ms(): number {
    const device = this.live && this.context ? (this.context.baseLatency || 0) + (this.context.outputLatency || 0) : 0;
    return Math.round(((this.player?.latencyS() ?? 0) + device) * 1000);
  }

  /** Everything silent, the microphone released. */
  close(): void {
    ++this.turn;
    this.wanted = false;
    this.player?.stop();
    const context = this.context;
    // The player fades for 10 ms; the context goes after it.
    if (context) setTimeout(() => void context.close().catch(() => undefined), 60);
    Object.assign(this, {player: null, context: null, source: null, levels: null, in_room: false, trouble: "", measured: 1});
    this.become("empty");
  }

  /** A file stays open and may be played again; the microphone is given back. */
  stop(): void {
    this.wanted = false;
    if (this.live || this.state === "opening") { this.close(); return; }
    if (!this.file) return;
    this.file.pause();
    this.file.room(false);
    this.in_room = false;
    if (this.state !== "lost") this.become("paused");
  }
}

export const session = new Session();
