// SPDX-License-Identifier: Apache-2.0
// Along a story: notes first, its arc, moments that lead to their places, captions of hearing, vibration.
import {app} from "../app";
import {h, keeping_focus, Part} from "../dom";
import {clock, put, words} from "../i18n";
import {story_name} from "../names";
import {ArcChart} from "./arc_chart";
import {captions} from "./captions";
import {arc_now, scene_time, story_rate} from "./hearing_now";
import {check_box} from "./sound_options";
import {session} from "./session";
import type {Cue, StoryArc} from "./story_arc";
import {can_vibrate, set_vibration, vibrates} from "./vibration";

/** Several of a story's listeners may have the same note, each behind its name. */
function told_once(notes: readonly string[]): string[] {
  return [...new Set(notes.map((note) => note.replace(/^"[^"]{0,80}": (.)/, (_, first: string) => first.toUpperCase())))];
}

export class StoryPanel extends Part {
  private arc: StoryArc | null = null;
  private chart: ArcChart | null = null;

  protected draw(): void {
    for (const name of ["engine", "listener"]) this.follow(app, name, () => keeping_focus(this, () => this.fill()));
    this.follow(session, "time", () => this.place());
    this.follow(session, "change", () => this.fill_if_changed());
    this.fill();
  }

  private had_file = false;
  private fill_if_changed(): void {
    if ((session.file !== null) !== this.had_file) keeping_focus(this, () => this.fill()); else this.place();
  }

  private fill(): void {
    const w = words().story;
    this.arc = arc_now();
    this.had_file = session.file !== null;
    this.hidden = !this.arc;
    if (!this.arc) { this.replaceChildren(); return; }
    this.chart = new ArcChart(this.arc, this.arc.lengthS / story_rate(this.arc));
    const notes = this.arc.facts.notes.length > 0 && h("div", {class: "notes"}, h("h3", {}, w.notes),
      h("ul", {lang: "en"}, ...told_once(this.arc.facts.notes).map((note) => h("li", {}, note))));
    this.replaceChildren(h("section", {class: "story-panel card", "aria-labelledby": "story-heading"},
      h("h2", {id: "story-heading"}, story_name() || w.heading), notes || null,
      h("p", {class: "hint"}, this.timing(this.arc)), this.chart.figure,
      this.moments(this.arc),
      h("div", {class: "checks"}, check_box(w.stretch, "", app.stretch, (on) => app.set_stretch(on)), check_box(w.captions, "", captions.on, (on) => captions.switch(on)),
        can_vibrate() && check_box(w.vibration, w.vibration_hint, vibrates(), set_vibration))));
    this.place();
  }

  private timing(arc: StoryArc): string {
    const w = words().story, length = clock(arc.lengthS);
    if (session.live) return w.needs_file;
    if (app.too_short) return put(w.too_short, {length});
    return app.stretch ? w.fitted : put(w.own_time, {length, sound: clock(session.file?.durationS ?? arc.lengthS)});
  }

  /** In the sound's own time where there is one. */
  private at(cue: Cue): number {
    const arc = this.arc!;
    return cue.atS / story_rate(arc);
  }

  private moments(arc: StoryArc): HTMLElement {
    const w = words().story;
    return h("div", {class: "moments"}, h("h3", {}, w.moments), h("ol", {}, ...arc.cues.map((cue) => {
      const time = clock(this.at(cue)), what = w.cues[cue.kind].replace(/^\[|\]$/g, "");
      return h("li", {}, h("button", {type: "button", disabled: !session.file || this.at(cue) > session.file.durationS, onclick: () => void session.seek(this.at(cue))}, h("span", {class: "time"}, time), h("span", {}, what)));
    })));
  }

  private place(): void {
    if (this.arc) this.chart?.place(scene_time(this.arc) / this.arc.lengthS);
  }
}
customElements.define("oto-story", StoryPanel);
