// SPDX-License-Identifier: Apache-2.0
// The rendered sound or film as a file.
import {h, Part, say} from "../dom";
import {words} from "../i18n";
import {exporting, kFilms, type Kind} from "./exporting";
import {left_out_words} from "./left_out";
import {session} from "./session";

export class ExportPanel extends Part {
  private status = h("p");
  private bar = h("progress");

  protected draw(): void {
    this.follow(session, "change", () => this.refresh());
    this.follow(exporting, "change", () => this.tell());
    this.follow(exporting, "part", () => this.progress());
    this.refresh();
  }

  private kinds(): Kind[] {
    const film = session.file?.picture ? kFilms.filter((kind) => kind !== "mkv-opus" || "AudioEncoder" in window) : [];
    return ["wav", ...film];
  }

  private shown = "";
  private refresh(): void {
    const shown = session.file ? `${session.source?.name} ${this.kinds().join()}` : "";
    this.hidden = !session.file;
    if (shown === this.shown) return;
    this.shown = shown;
    const w = words().export;
    this.status = h("p", {role: "status", class: "status"});
    this.bar = h("progress", {max: 1, value: 0, "aria-label": w.heading});
    const kinds = this.kinds();
    const lost = session.file?.picture ? left_out_words(session.file) : "";
    const cancel = h("button", {type: "button", class: "cancel", onclick: () => exporting.cancel()}, w.cancel);
    this.replaceChildren(h("section", {class: "export card", "aria-labelledby": "export-heading"}, h("h2", {id: "export-heading"}, w.heading),
      h("p", {class: "hint"}, w.hint, session.file?.picture ? ` ${w.picture_same}` : ""),
      lost ? h("p", {class: "left-out"}, lost) : null,
      h("div", {class: "row"}, ...kinds.map((kind) => h("button", {type: "button", class: "make", onclick: () => void exporting.make(kind)}, w[kind]))),
      kinds.length > 1 ? h("p", {class: "hint"}, kinds.includes("mkv-opus") ? w.which : w.which_pcm) : null,
      h("div", {class: "row writing", hidden: true}, this.bar, cancel), this.status));
    this.tell();
  }

  private tell(): void {
    const writing = this.querySelector<HTMLElement>(".writing");
    if (!writing) return;
    for (const button of this.querySelectorAll<HTMLButtonElement>(".make")) button.disabled = exporting.busy;
    writing.hidden = !exporting.busy;
    say(this.status, exporting.sentence());
    this.progress();
  }

  /** In the bar alone: a reader is not told each step. */
  private progress(): void {
    this.bar.value = exporting.part;
    this.bar.textContent = exporting.sentence();
  }
}
customElements.define("oto-export", ExportPanel);
