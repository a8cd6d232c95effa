// SPDX-License-Identifier: Apache-2.0
// The audiogram as a table of numbers that are typed.
import {announce} from "../announce";
import {h, Part, set} from "../dom";
import {number, put, short_hz, words} from "../i18n";
import {editor} from "./editor";
import {kConductions, kHz, kLimits, with_point, type Conduction, type EarName, type Point} from "./model";

const kRows = (["right", "left"] as const).flatMap((ear) => kConductions.map((conduction) => ({ear, conduction})));

/** "" is not measured, "NR" no response; null is no level. */
export function typed(text: string): Point["db"] | undefined | null {
  const plain = text.trim().replace(",", ".").replace("−", "-");
  if (plain === "") return undefined;
  if (/^nr$/i.test(plain)) return "none";
  const db = Number(plain);
  return Number.isFinite(db) && db >= kLimits.db.least && db <= kLimits.db.most ? db : null;
}
const shown = (point: Point | undefined) => !point ? "" : point.db === "none" ? "NR" : number(point.db, 1);

export class Numbers extends Part {
  protected draw(): void {
    const w = words().audiogram;
    const head = h("tr", {}, h("th", {scope: "col"}, w.frequency), ...kHz.map((hz) => h("th", {scope: "col"}, short_hz(hz))));
    const rows = kRows.map(({ear, conduction}) => h("tr", {class: ear},
      h("th", {scope: "row"}, `${words().ears[`${ear}_short`]}, ${w[`${conduction}_short`]}`), ...kHz.map((hz) => h("td", {}, this.cell(ear, conduction, hz)))));
    this.replaceChildren(h("section", {class: "numbers card", "aria-labelledby": "numbers-heading"}, h("h2", {id: "numbers-heading"}, w.numbers),
      h("p", {class: "hint"}, w.numbers_help),
      h("div", {class: "scroll", tabindex: 0, role: "region", "aria-labelledby": "numbers-heading"}, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)))));
    this.follow(editor, "change", () => this.refresh());
    this.refresh();
  }

  private cell(ear: EarName, conduction: Conduction, hz: number): HTMLElement {
    const w = words();
    const input = h("input", {type: "text", inputmode: "text", maxlength: 6, autocomplete: "off", "data-ear": ear, "data-by": conduction, "data-hz": hz,
      "aria-label": put(w.audiogram.cell, {ear: w.ears[ear], conduction: w.audiogram[`${conduction}_short`], hz: short_hz(hz)}),
      onchange: () => this.take(input, ear, conduction, hz)});
    return input;
  }

  private take(input: HTMLInputElement, ear: EarName, conduction: Conduction, hz: number): void {
    const db = typed(input.value);
    set(input, {"aria-invalid": db === null ? "true" : null});
    if (db === null) { announce(words().audiogram.cell_bad); return; }
    editor.change((all) => { all[ear][conduction] = with_point(all[ear][conduction], hz, db); });
  }

  private refresh(): void {
    for (const input of this.querySelectorAll<HTMLInputElement>("input")) {
      const {ear, by, hz} = input.dataset;
      const value = shown(editor.listener[ear as EarName][by as Conduction].find((one) => one.hz === Number(hz)));
      if (input.getAttribute("aria-invalid") && document.activeElement === input) continue;
      set(input, {"aria-invalid": null});
      if (input.value !== value) input.value = value;
    }
  }
}
customElements.define("oto-numbers", Numbers);
