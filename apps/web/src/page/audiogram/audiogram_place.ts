// SPDX-License-Identifier: Apache-2.0
// Audiogram: drawn, typed or opened, for each ear by air and bone; ringing; implants.
import {app} from "../app";
import {h, Part} from "../dom";
import {number, put, words} from "../i18n";
import {address} from "../route";
import "../share/share_panel";
import "./chart";
import {editor} from "./editor";
import "./files_panel";
import "./inside_editors";
import {four_tone_mean, kConductions, type EarName} from "./model";
import "./numbers";

/** The grade's place in the list of words: WHO 2021, mean of 0.5, 1, 2 and 4 kHz. */
export function who_grade(db: number): number {
  const grade = [20, 35, 50, 65, 80, 95].findIndex((edge) => db < edge);
  return grade < 0 ? 6 : grade;
}

export class AudiogramPlace extends Part {
  protected draw(): void {
    const w = words().audiogram, make = (name: string) => document.createElement(name);
    this.replaceChildren(
      h("div", {class: "hero"}, h("h1", {}, w.heading), h("p", {class: "lead"}, w.lead)),
      h("div", {class: "columns audiogram-columns"},
        h("div", {class: "main-column"},
          h("section", {class: "card chart-card", "aria-label": w.chart}, this.tools(), h("div", {class: "as-text", hidden: true}), make("oto-chart"),
            this.deeds(), h("ul", {class: "means"}), h("p", {class: "hint"}, w.by_help)),
          make("oto-numbers")),
        h("div", {class: "side-column"}, make("oto-files"), make("oto-share")),
        h("div", {class: "below"}, make("oto-ringing"), make("oto-implant"))),
      h("p", {class: "hint"}, w.note));
    this.follow(editor, "change", () => this.refresh());
    this.follow(app, "engine", () => editor.arrive());
    this.follow(app, "listener", () => editor.follow_choice());
    editor.arrive();
  }

  private listen_link(): HTMLElement {
    return h("a", {class: "button primary", href: address("listen"), onclick: () => {
      if (!editor.whole_text) app.choose_listener({kind: "own", listener: structuredClone(editor.listener)});
    }}, words().audiogram.listen);
  }

  private deeds(): HTMLElement {
    const w = words().audiogram;
    return h("div", {class: "row deeds"}, h("button", {type: "button", class: "quiet undo", disabled: true, onclick: () => editor.undo()}, w.undo),
      h("button", {type: "button", class: "quiet", onclick: () => editor.copy_ear()}, w.copy_ear),
      h("button", {type: "button", class: "quiet", onclick: () => editor.clear_ear()}, w.clear_ear), this.listen_link());
  }

  private tools(): HTMLElement {
    const w = words();
    const segment = (name: string, value: string, text: string, style: string, on: boolean, take: () => void) => h("label", {class: `segment ${style}`},
      h("input", {type: "radio", name, value, checked: on, onchange: take}), h("span", {}, text));
    const ear = (one: EarName) => segment("ear", one, `${one === "right" ? "O" : "X"} ${w.ears[one]}`, one, editor.ear === one, () => editor.choose(one, editor.conduction));
    return h("div", {class: "tools"},
      h("fieldset", {class: "segments"}, h("legend", {class: "unseen"}, w.audiogram.ear), ear("right"), ear("left")),
      h("fieldset", {class: "segments"}, h("legend", {class: "unseen"}, w.audiogram.conduction),
        ...kConductions.map((one) => segment("by", one, w.audiogram[one], "", editor.conduction === one, () => editor.choose(editor.ear, one)))));
  }

  private refresh(): void {
    this.querySelector<HTMLButtonElement>(".undo")!.disabled = !editor.can_undo;
    for (const input of this.querySelectorAll<HTMLInputElement>(".tools input"))
      input.checked = input.value === editor.ear || input.value === editor.conduction;
    const as_text = this.querySelector<HTMLElement>(".as-text")!, w = words().audiogram;
    as_text.hidden = editor.whole_text === "";
    as_text.replaceChildren(h("p", {}, w.as_text), h("button", {type: "button", onclick: () => editor.change(() => undefined)}, w.as_text_edit));
    const means = this.querySelector(".means")!;
    const lines = (["right", "left"] as const).map((ear) => ({ear, line: this.mean(ear)}));
    if (means.textContent !== lines.map((one) => one.line).join(""))
      means.replaceChildren(...lines.map(({ear, line}) => h("li", {class: ear}, line)));
  }

  private mean(ear: EarName): string {
    const w = words(), name = w.ears[ear], own = editor.listener[ear], mean = four_tone_mean(own);
    if (own.implant) return put(w.audiogram.mean_implant, {ear: name});
    if (mean === undefined) return put(w.audiogram.mean_none, {ear: name});
    return put(w.audiogram.mean, {ear: name, db: number(Math.round(mean)), grade: w.audiogram.grades[who_grade(mean)]});
  }
}
