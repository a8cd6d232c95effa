// SPDX-License-Identifier: Apache-2.0
// What the whole page shares: the engine, what is chosen, what this device remembers. Places listen to its events:
// "engine", "listener" (whose hearing, or the story), "settings" (ringing, smearing, level), "prefs", "language".
import type {Engine, Preset, Settings} from "#engine";

import {choose_language} from "./i18n";
import {follow_prefs, load_prefs, save_prefs, type Prefs} from "./prefs";
import {listener_text, story_text, type ListenerChoice, type RingingSwitch, type Shared, type StoryChoice} from "./share/shared";

class App extends EventTarget {
  engine: Engine | null = null;
  trouble = "";                                     // why there is no engine
  prefs: Prefs = load_prefs();
  remembers = true;                                 // whether this device keeps choices
  listener: ListenerChoice = {kind: "preset", name: "N3"};
  story: StoryChoice | null = null;
  stretch = true;                                   // a story to its sound's length
  too_short = false;                                // the sound, for that: the story then runs in its own time
  ringing: RingingSwitch = "off";                   // muted until a person turns it on
  smearing = true;
  own_listener: Extract<ListenerChoice, {kind: "own"}> | null = null;  // kept while a preset is listened to

  tell(name: "engine" | "listener" | "settings" | "prefs" | "language"): void { this.dispatchEvent(new Event(name)); }

  async start(load: () => Promise<Engine>): Promise<void> {
    choose_language(this.prefs.language);
    follow_prefs(() => this.use(load_prefs(this.prefs)));
    try { this.engine = await load(); } catch (error) { this.trouble = error instanceof Error ? error.message : String(error); }
    this.tell("engine");
  }

  /** The engine once it is there, or null where there is none and never will be. */
  ready(): Promise<Engine | null> {
    if (this.engine || this.trouble) return Promise.resolve(this.engine);
    return new Promise((ready) => this.addEventListener("engine", () => ready(this.engine), {once: true}));
  }

  choose_listener(choice: ListenerChoice, story: StoryChoice | null = null): void {
    this.listener = choice;
    this.story = story;
    this.too_short = false;
    if (choice.kind === "own") this.own_listener = choice;
    this.tell("listener");
  }

  choose_story(story: StoryChoice | null): void {
    this.story = story;
    this.too_short = false;
    this.tell("listener");
  }

  set_ringing(ringing: RingingSwitch): void {
    this.ringing = this.prefs.neverRinging ? "off" : ringing;
    this.tell("settings");
  }

  set_stretch(on: boolean): void {
    this.stretch = on;
    this.too_short = false;
    this.tell("listener");
  }

  get stretches(): boolean { return this.stretch && !this.too_short; }

  set_smearing(on: boolean): void {
    this.smearing = on;
    this.tell("settings");
  }

  set_prefs(change: Partial<Prefs>): void {
    // What another tab has chosen meanwhile holds, where it could be kept.
    const prefs = {...this.remembers ? load_prefs(this.prefs) : this.prefs, ...change};
    this.remembers = save_prefs(prefs);
    this.use(prefs);
  }

  private use(prefs: Prefs): void {
    const language = this.prefs.language;
    this.prefs = prefs;
    if (this.prefs.neverRinging) this.ringing = "off";
    if (this.prefs.language !== language) { choose_language(this.prefs.language); this.tell("language"); }
    this.tell("prefs");
    this.tell("settings");
  }

  /** For the engine's players. */
  settings(): Settings {
    return {listener: listener_text(this.listener), scene: this.story && story_text(this.story), fit: this.stretches,
      fullScaleDbSpl: this.prefs.fullScaleDbSpl, ringing: this.ringing, smearing: this.smearing};
  }

  presets(kind: "listener" | "scene" | "map"): Preset[] { return this.engine?.presets(kind) ?? []; }

  shared(): Shared { return {listener: this.listener, story: this.story, ringing: this.ringing, smearing: this.smearing}; }

  /** Ringing that a link asks for stays off: only a person here turns it on. */
  open_shared(shared: Shared): void {
    this.ringing = "off";
    this.smearing = shared.smearing;
    this.choose_listener(shared.listener, shared.story);
  }
}

export const app = new App();
