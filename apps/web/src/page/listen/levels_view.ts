// SPDX-License-Identifier: Apache-2.0
// The two pictures of levels, the meter of speech and the same in words. Without a sound it shows an ordinary voice.
import type {Levels} from "#engine";

import {app} from "../app";
import {h, Part, say} from "../dom";
import {put, words} from "../i18n";
import {bands_reached, better_ear, speech_audible, speech_step, type Band} from "./audibility";
import {hearing_now, typical} from "./hearing_now";
import {LevelsPicture} from "./levels_picture";
import {session} from "./session";
import {kSpeechDbSpl} from "./speech";

const kStill = matchMedia("(prefers-reduced-motion: reduce)");
type Pair = Pick<Levels, "room" | "heard">;
const kFallDbPerS = 30;
const kSpeech = [kSpeechDbSpl, kSpeechDbSpl] as const;
const alike = (ears: readonly [ArrayLike<number>, ArrayLike<number>]) => Array.from(ears[0]).every((db, i) => db === ears[1][i]);

export class LevelsView extends Part {
  private room!: LevelsPicture;
  private heard!: LevelsPicture;
  private sentence = h("p", {class: "levels-words"});
  private caption = h("p", {class: "hint"});
  private meter = h("div");
  private painted = 0;
  private told = 0;

  protected draw(): void {
    const w = words().levels;
    this.room = new LevelsPicture(w.room, "room");
    this.heard = new LevelsPicture(w.heard, "heard");
    this.sentence = h("p", {class: "levels-words"});
    this.caption = h("p", {class: "hint"});
    this.meter = h("div", {class: "speech"}, h("span", {class: "speech-name"}, w.speech_heading),
      h("span", {class: "steps", "aria-hidden": "true"}, ...[0, 1, 2, 3].map(() => h("i"))), h("strong", {}));
    this.replaceChildren(h("section", {class: "levels-view card", "aria-labelledby": "levels-heading"},
      h("div", {class: "levels-head"}, h("h2", {id: "levels-heading"}, w.heading), this.meter),
      h("div", {class: "pictures"}, this.room.figure, this.heard.figure),
      this.legend(), this.sentence, this.caption));
    for (const name of ["engine", "listener", "language"]) this.follow(app, name, () => this.paint(true));
    this.follow(session, "change", () => this.paint(true));
    this.follow(session, "levels", () => this.paint(false));
    this.paint(true);
  }

  private legend(): HTMLElement {
    const w = words();
    return h("p", {class: "legend"}, h("span", {class: "key over"}, w.levels.passes), h("span", {class: "key under"}, w.levels.under),
      h("span", {class: "key line both"}, w.levels.threshold),
      h("span", {class: "key line left"}, put(w.levels.threshold_ear, {ear: w.ears.left})),
      h("span", {class: "key line right"}, put(w.levels.threshold_ear, {ear: w.ears.right})));
  }

  /** Less often for those who asked for less movement. */
  private paint(now: boolean): void {
    const time = performance.now();
    if (!now && time - this.painted < (kStill.matches ? 500 : 40)) return;
    this.painted = time;
    const hearing = hearing_now(), levels = session.levels, zero = typical();
    const in_room = session.in_room && levels !== null;
    const thresholds = in_room ? zero : hearing.thresholds;
    const slow = levels && this.falling(levels, time), room = slow ? slow.room : kSpeech, same = alike(thresholds);
    const all = better_ear(room, zero), own = better_ear(room, thresholds);
    this.room.show({bands: own, lines: {ears: thresholds, alike: same}});
    this.heard.figure.hidden = !levels;
    this.classList.toggle("alone", !levels);
    this.classList.toggle("two-ears", !same);
    const out = slow && better_ear(in_room ? slow.room : slow.heard, zero);
    if (out) this.heard.show({bands: out, lines: {ears: zero, alike: alike(zero)}});
    const reaching = hearing.by_heard && !in_room ? out ?? all : own;
    say(this.caption, levels ? words().levels.caption_live : session.file ? words().levels.caption_ready : words().levels.caption_speech);
    say(this.room.figure.querySelector("figcaption")!, levels ? words().levels.room : words().levels.speech);
    if (now || time - this.told > 500) { this.told = time; this.tell(all, reaching, {implant: hearing.implant, in_room}); }
  }

  private held: Pair | null = null;
  private held_at = 0;
  /** Rises at once and falls slowly, so that a syllable can be read. */
  private falling(levels: Pair, time: number): Pair {
    const fall = (time - this.held_at) / 1000 * kFallDbPerS, before = time - this.held_at > 1000 ? null : this.held;
    const ears = (name: "room" | "heard") => levels[name].map((ear, i) => ear.map((db, k) => before ? Math.max(db, before[name][i][k] - fall) : db)) as [Float32Array, Float32Array];
    this.held_at = time;
    return this.held = {room: ears("room"), heard: ears("heard")};
  }

  private tell(all: Band[], reaching: Band[], {implant, in_room}: {implant: boolean; in_room: boolean}): void {
    const w = words().levels, {there, reached} = bands_reached(all, reaching);
    const bands = there === 0 ? w.bands_none : reached === 0 ? put(w.bands_zero, {there}) : put(w.bands, {heard: reached, there});
    const sentence = in_room ? w.in_room : implant && !session.levels ? w.implant : implant ? `${w.implant} ${bands}` : bands;
    say(this.sentence, sentence);
    this.room.describe(sentence);
    this.heard.describe(sentence);
    const part = speech_audible(all, reaching), step = Number.isNaN(part) ? -1 : speech_step(part);
    this.meter.dataset.step = String(implant && !session.levels ? -1 : step);
    say(this.meter.querySelector("strong")!, implant && !session.levels ? "–" : step < 0 ? w.speech_none : w.speech_words[step]);
    this.meter.title = w.speech_note;
  }
}

customElements.define("oto-levels", LevelsView);
