// SPDX-License-Identifier: Apache-2.0
// The audiogram as a table of numbers that are typed.
import {announce} from "../announce";
import {h, Part, set} from "../dom";
import {number, put, short_hz, words} from "../i18n";
import {editor} from "./editor";
import {kConductions, kHz, kLimits, with_point, type Conduction, type EarName, type Point} from "./model";

const kRows = (["right", "left"] as const).flatMap((ear) => kConductions.map((conduction) => ({ear, conduction})));

const kNarrow = matchMedia("(max-width: 700px)");

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
    this.follow(kNarrow, "change", () => this.draw());
    const [head, ...rows] = kNarrow.matches ? this.upright() : this.lying();
    this.replaceChildren(h("section", {class: "numbers card", "aria-labelledby": "numbers-heading"}, h("h2", {id: "numbers-heading"}, w.numbers),
      h("p", {class: "hint"}, w.numbers_help),
      h("div", {class: "scroll", tabindex: 0, role: "group", "aria-labelledby": "numbers-heading"}, h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)))));
    this.follow(editor, "change", () => this.refresh());
    this.refresh();
  }

  private named(one: typeof kRows[number]): string { return `${words().ears[`${one.ear}_short`]}, ${words().audiogram[`${one.conduction}_short`]}`; }

  /** Frequencies side by side, as in the picture. */
  private lying(): HTMLElement[] {
    const head = h("tr", {}, h("th", {scope: "col"}, words().audiogram.frequency), ...kHz.map((hz) => h("th", {scope: "col"}, short_hz(hz))));
    return [head, ...kRows.map((one) => h("tr", {}, h("th", {scope: "row", class: one.ear}, this.named(one)),
      ...kHz.map((hz) => h("td", {}, this.cell(one.ear, one.conduction, hz)))))];
  }

  /** Frequencies below each other, for telephones. */
  private upright(): HTMLElement[] {
    const head = h("tr", {}, h("th", {scope: "col"}, words().audiogram.frequency), ...kRows.map((one) => h("th", {scope: "col", class: one.ear}, this.named(one))));
    return [head, ...kHz.map((hz) => h("tr", {}, h("th", {scope: "row"}, short_hz(hz)),
      ...kRows.map((one) => h("td", {}, this.cell(one.ear, one.conduction, hz)))))];
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
