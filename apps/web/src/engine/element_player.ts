// SPDX-License-Identifier: Apache-2.0
// A film or sound file that only the browser's own player can decode: through the live path, as it plays. There is
// then no scene, and nothing to export.
import {DeviceStates} from "./device";
import {LivePlayer} from "./live_player";
import type {Engine, FilePlayer, LeftOut, Levels, ReadError, Settings} from "./types";

const kSilentS = 5;
const kSilenceDbSpl = -60;

const kNoScene: ReadError = {
  sentence: "A scene needs the file's sound ahead of time, which this browser cannot decode; choose a listener.",
  line: 0, suggestion: "",
};
const kNoExport = "This browser plays this file but cannot decode it, so nothing can be exported; try another browser.";

export class ElementPlayer extends EventTarget implements FilePlayer {
  readonly picture: HTMLVideoElement | null;
  notes: string[] = [];
  private silentLevels = 0;
  private lost = false;
  private pausing: ReturnType<typeof setTimeout> | undefined;
  private readonly url: string;
  private readonly element: HTMLVideoElement;
  private live!: LivePlayer;
  private readonly states = new DeviceStates(
    "paused", (detail) => this.dispatchEvent(new CustomEvent("state", {detail})));

  private constructor(private readonly context: AudioContext, file: File) {
    super();
    this.url = URL.createObjectURL(file);
    this.element = document.createElement("video");
    this.element.playsInline = true;
    this.element.src = this.url;
    this.picture = this.element;
  }

  static async open(context: AudioContext, engine: Engine, file: File, settings: Settings,
                    sentence: string): Promise<ElementPlayer> {
    if (settings.scene !== null) throw new Error(kNoScene.sentence);
    const player = new ElementPlayer(context, file);
    const {element} = player;
    try {
      await new Promise<void>((resolve, reject) => {
        element.addEventListener("loadedmetadata", () => resolve(), {once: true});
        element.addEventListener("error", () => reject(new Error(sentence)), {once: true});
      });
      player.live = await LivePlayer.open(context, engine, context.createMediaElementSource(element), settings);
    } catch (error) {
      URL.revokeObjectURL(player.url);
      throw error;
    }
    player.notes = [sentence, "The sound is rendered as it plays: scenes and export need a browser that decodes it."];
    player.relay();
    return player;
  }

  get durationS(): number { return Number.isFinite(this.element.duration) ? this.element.duration : 0; }
  get timeS(): number { return this.element.currentTime; }

  async configure(settings: Settings): Promise<ReadError | null> {
    return settings.scene !== null ? kNoScene : this.live.configure(settings);
  }
  async play(): Promise<void> {
    if (this.context.state === "suspended") await this.context.resume();
    clearTimeout(this.pausing);
    this.live.play(true);
    await this.element.play();
  }
  pause(): void {
    this.live.play(false);
    clearTimeout(this.pausing);
    this.pausing = setTimeout(() => this.element.pause(), 20);  // after the fade
  }
  async seek(s: number): Promise<void> {
    this.element.currentTime = Math.max(0, Math.min(this.durationS, s));
  }
  room(on: boolean): void { this.live.room(on); }
  stop(): void {
    this.live.stop();
    setTimeout(() => {
      this.element.pause();
      this.element.removeAttribute("src");
      this.element.load();
      URL.revokeObjectURL(this.url);
    }, 20);
    this.states.become("ended");
  }
  latencyS(): number { return this.live.latencyS(); }
  leftOut(): LeftOut { return {subtitles: 0, chapters: 0, attachments: 0, data: 0, sounds: 0, pictures: 0}; }
  exportSound(): Promise<Blob> { return Promise.reject(new Error(kNoExport)); }
  exportFilm(): Promise<Blob> { return Promise.reject(new Error(kNoExport)); }

  private relay(): void {
    const {element, live} = this;
    const told = {playing: "playing", pause: "paused", ended: "ended", waiting: "starved"};
    for (const [event, state] of Object.entries(told)) {
      element.addEventListener(event, () => this.states.become(state));
    }
    element.addEventListener("timeupdate", () => this.dispatchEvent(new Event("time")));
    element.addEventListener("error", () => this.fail("The browser could not play this file to its end."));
    live.addEventListener("error", (event) => this.fail((event as CustomEvent<string>).detail));
    live.addEventListener("state", (event) => this.hearDevice((event as CustomEvent<string>).detail));
    live.addEventListener("levels", (event) => {
      const {detail} = event as CustomEvent<Levels>;
      if (element.paused) return;
      this.dispatchEvent(new CustomEvent("levels", {detail}));
      this.listenForSilence(detail);
    });
  }
  /** Of the live path only whether there is a device: the element knows the rest. */
  private hearDevice(state: string): void {
    const lost = state === "lost";
    if (lost !== this.lost) this.states.lose(this.lost = lost);
  }
  /** Some browsers play the picture of a film whose sound they cannot decode, and no sound. */
  private listenForSilence({room}: Levels): void {
    const silent = room.every((ear) => ear.every((db) => db < kSilenceDbSpl));
    this.silentLevels = silent ? this.silentLevels + 1 : -Infinity;
    if (this.silentLevels === 20 * kSilentS) {
      this.fail("So far there is no sound at all: this browser may play the picture alone. Try another browser, or a " +
                "copy of the film with AAC sound.");
    }
  }
  private fail(sentence: string): void { this.dispatchEvent(new CustomEvent("error", {detail: sentence})); }
}
