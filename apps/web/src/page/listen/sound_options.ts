// SPDX-License-Identifier: Apache-2.0
// Ringing (off until a person turns it on, and never where this device says so), blur, keys.
import {app} from "../app";
import {fresh_id, h, Part} from "../dom";
import {words} from "../i18n";
import {rings} from "./hearing_now";
import type {RingingSwitch} from "../share/shared";

export function check_box(name: string, hint: string, on: boolean, change: (on: boolean) => void): HTMLDivElement {
  const id = fresh_id("hint");
  const box = h("input", {type: "checkbox", checked: on, "aria-describedby": id, onchange: () => change(box.checked)});
  return h("div", {class: "check"}, h("label", {}, box, h("span", {}, name)), h("p", {class: "hint", id}, hint));
}

export class SoundOptions extends Part {
  private never = h("div");
  private shortcuts = h("div");

  protected draw(): void {
    for (const name of ["settings", "prefs", "listener", "engine"]) this.follow(app, name, () => this.refresh());
    const w = words();
    const one = (value: RingingSwitch) => h("label", {class: "segment"},
      h("input", {type: "radio", name: "ringing", value, checked: app.ringing === value, onchange: () => app.set_ringing(value)}), h("span", {}, w.ringing[value]));
    this.never = check_box(w.ringing.never, w.ringing.never_hint, app.prefs.neverRinging, (on) => app.set_prefs({neverRinging: on}));
    this.shortcuts = check_box(w.options.shortcuts, w.options.shortcuts_hint, app.prefs.shortcuts, (on) => app.set_prefs({shortcuts: on}));
    this.replaceChildren(h("section", {class: "options card", "aria-labelledby": "ringing-heading"},
      h("h2", {id: "ringing-heading"}, w.ringing.heading),
      h("fieldset", {class: "segments ringing"}, h("legend", {class: "unseen"}, w.ringing.heading), one("off"), one("soft"), one("full")),
      h("p", {class: "hint ringing-hint"}, w.ringing.hint),
      this.never,
      h("h2", {}, w.options.heading),
      check_box(w.options.smearing, w.options.smearing_hint, app.smearing, (on) => app.set_smearing(on)),
      this.shortcuts));
    this.refresh();
  }

  private refresh(): void {
    const never = app.prefs.neverRinging, w = words().ringing;
    this.never.querySelector("input")!.checked = never;
    this.shortcuts.querySelector("input")!.checked = app.prefs.shortcuts;
    for (const input of this.querySelectorAll<HTMLInputElement>("input[name=ringing]")) {
      input.disabled = never && input.value !== "off";
      input.checked = input.value === app.ringing;
    }
    this.querySelector(".ringing-hint")!.textContent = never ? w.never_on
      : app.ringing === "off" && rings() ? (app.story ? w.story_rings : w.rings) : w.hint;
  }
}
customElements.define("oto-options", SoundOptions);
