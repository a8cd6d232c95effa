// SPDX-License-Identifier: Apache-2.0
// The listener being drawn, which ear, and the steps back. Every change is listened to at once, if something plays.
import {kAudiogramHz} from "#engine";

import {app} from "../app";
import {listener_name} from "../names";
import {listener_text} from "../share/shared";
import {copy, empty_ear, empty_listener, from_thresholds, with_point, type Conduction, type EarName, type OwnEar, type OwnListener} from "./model";

const kSteps = 100;    // back
const kListenMs = 120; // between two changes of what is heard

/** Event "change": the listener, the ear or the conduction. */
class Editor extends EventTarget {
  listener: OwnListener = empty_listener();
  ear: EarName = "right";
  conduction: Conduction = "air";
  whole_text = "";                     // of a file that is used as it is
  private past: OwnListener[] = [];
  private timer = 0;

  get can_undo(): boolean { return this.past.length > 0; }
  get current(): OwnEar { return this.listener[this.ear]; }

  /** What a visitor expects to find: their own drawing, else a copy of what they listen to. */
  arrive(): void {
    this.whole_text = "";
    if (app.listener.kind === "own") this.listener = copy(app.listener.listener);
    else if (app.listener.kind === "text") this.show_text(app.listener.text);
    else if (app.own_listener) this.listener = copy(app.own_listener.listener);
    else this.listener = this.thresholds_of(listener_text(app.listener), listener_name(app.listener));
    this.tell();
  }

  /** What was chosen elsewhere, as by a link. */
  follow_choice(): void {
    const chosen = app.listener;
    if (this.timer) return;  // a change of one's own is on its way
    if (chosen.kind === "own" && JSON.stringify(chosen.listener) !== JSON.stringify(this.listener)) this.arrive();
    if (chosen.kind === "text" && chosen.text !== this.whole_text) this.arrive();
  }

  private thresholds_of(text: string, name: string): OwnListener {
    const facts = app.engine?.listener(text);
    return facts && !("sentence" in facts) ? from_thresholds(kAudiogramHz, facts.thresholds, name) : empty_listener(name);
  }

  private show_text(text: string): void {
    this.whole_text = text;
    const facts = app.engine?.listener(text);
    this.listener = this.thresholds_of(text, facts && !("sentence" in facts) ? facts.name : "");
  }

  private tell(): void { this.dispatchEvent(new Event("change")); }

  private remember(): void {
    this.past.push(copy(this.listener));
    if (this.past.length > kSteps) this.past.shift();
  }

  /** `quiet`: one of many steps of a drag, which count as one. */
  change(make: (listener: OwnListener) => void, quiet = false): void {
    if (!quiet) this.remember();
    this.whole_text = "";
    make(this.listener);
    this.tell();
    this.listen_soon();
  }

  private listen_soon(): void {
    if (this.timer) return;
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      app.choose_listener(this.whole_text ? {kind: "text", text: this.whole_text} : {kind: "own", listener: copy(this.listener)});
    }, kListenMs);
  }

  set_point(hz: number, db: number | "none" | undefined, quiet = false): void {
    this.change(() => { this.current[this.conduction] = with_point(this.current[this.conduction], hz, db); }, quiet);
  }

  choose(ear: EarName, conduction: Conduction): void {
    [this.ear, this.conduction] = [ear, conduction];
    this.tell();
  }

  replace(listener: OwnListener): void { this.change(() => { this.listener = copy(listener); }); }
  use_text(text: string): void {
    this.remember();
    this.show_text(text);
    this.tell();
    this.listen_soon();
  }
  start_from(preset: string, name: string): void { this.replace(this.thresholds_of(`preset:${preset}`, name)); }
  clear_ear(): void { this.change((all) => { all[this.ear] = empty_ear(); }); }
  copy_ear(): void { this.change((all) => { all[this.ear === "left" ? "right" : "left"] = structuredClone(all[this.ear]); }); }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.listener = before;
    this.whole_text = "";
    this.tell();
    this.listen_soon();
  }
}

export const editor = new Editor();
