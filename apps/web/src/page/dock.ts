// SPDX-License-Identifier: Apache-2.0
// The bar at the foot of every place while there is something to hear: play, where, the room, stop.
import {h, Part, say, set} from "./dom";
import {clock, words} from "./i18n";
import {icon} from "./icons";
import {session} from "./listen/session";
import {stop_everything} from "./stop";

export class Dock extends Part {
  private seeking = false;
  private play = h("button");
  private seek = h("input");
  private time = h("span");
  private hold = h("button");

  protected draw(): void {
    const w = words().listen;
    this.play = h("button", {type: "button", class: "play primary", onclick: () => session.toggle()});
    this.seek = h("input", {type: "range", class: "seek", min: 0, max: 1, step: 0.1, value: 0, "aria-label": w.place,
      oninput: () => { this.seeking = true; this.show_time(+this.seek.value); },
      onchange: () => { this.seeking = false; void session.seek(+this.seek.value); }});
    this.time = h("span", {class: "time"});
    this.hold = h("button", {type: "button", class: "hold", "aria-pressed": "false"});
    this.hold_by_pointer();
    const stop = h("button", {type: "button", class: "stop", onclick: stop_everything},
      icon("stop"), h("span", {class: "long"}, words().shell.stop), h("span", {class: "short", "aria-hidden": "true"}, words().shell.stop_short), h("kbd", {"aria-hidden": "true"}, words().shell.stop_key));
    this.replaceChildren(h("section", {class: "dock", "aria-label": words().shell.player},
      this.play, h("div", {class: "where"}, h("p", {class: "what"}), this.seek, this.time), this.hold, stop));
    this.follow(session, "change", () => this.refresh());
    this.follow(session, "time", () => this.refresh_time());
    this.refresh();
  }

  private hold_by_pointer(): void {
    const on = (event: Event) => { event.preventDefault(); this.hold.focus(); session.room(true); };
    const off = () => session.room(false);
    this.hold.addEventListener("pointerdown", (event) => { this.hold.setPointerCapture(event.pointerId); on(event); });
    for (const name of ["pointerup", "pointercancel", "lostpointercapture", "blur"]) this.hold.addEventListener(name, off);
    this.hold.addEventListener("contextmenu", (event) => event.preventDefault());
    this.hold.addEventListener("keydown", (event) => { if (event.key === " " || event.key === "Enter") on(event); });
    this.hold.addEventListener("keyup", (event) => { if (event.key === " " || event.key === "Enter") { event.preventDefault(); off(); } });
    // A screen reader's click has no duration: it switches.
    this.hold.addEventListener("click", (event) => { if (event.detail === 0) session.room(!session.in_room); });
  }

  private refresh(): void {
    const w = words().listen, file = session.file;
    this.hidden = session.state === "empty" || session.state === "opening";
    document.documentElement.toggleAttribute("data-docked", !this.hidden);
    if (this.hidden) return;
    say(this.querySelector(".what")!, session.live ? w.microphone_on : session.source?.name ?? "");
    for (const one of [this.play, this.seek, this.time]) one.hidden = !file;
    this.label(this.play, session.sounding ? "pause" : "play", session.sounding ? w.pause : w.play);
    set(this.play, {"aria-label": session.sounding ? w.pause : w.play});
    this.label(this.hold, "room", session.in_room ? w.hold_on : w.hold);
    set(this.hold, {"aria-pressed": String(session.in_room), title: w.hold_key});
    this.refresh_time();
  }

  /** Only where it changes: a press whose target is gone before the release is no click. */
  private label(button: HTMLElement, sign: Parameters<typeof icon>[0], word: string): void {
    if (button.textContent !== word) button.replaceChildren(icon(sign), h("span", {}, word));
  }

  private refresh_time(): void {
    const file = session.file;
    if (!file || this.seeking) return;
    set(this.seek, {max: file.durationS});
    this.seek.value = String(file.timeS);
    this.show_time(file.timeS);
  }

  private show_time(at: number): void {
    const length = session.file?.durationS ?? 0;
    say(this.time, `${clock(at)} / ${clock(length)}`);
    set(this.seek, {"aria-valuetext": `${clock(at)} / ${clock(length)}`});
  }
}
