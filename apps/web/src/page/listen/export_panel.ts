// SPDX-License-Identifier: Apache-2.0
// The rendered sound or film as a file.
import {announce} from "../announce";
import {h, Part, say} from "../dom";
import {download, file_name} from "../download";
import {put, words} from "../i18n";
import {choice_name} from "../names";
import {session} from "./session";

const kFilms = ["mkv-pcm", "mov-pcm", "mkv-opus"] as const;
type Kind = "wav" | typeof kFilms[number];
const kExtension: Record<Kind, string> = {wav: "wav", "mkv-pcm": "mkv", "mov-pcm": "mov", "mkv-opus": "mkv"};

export class ExportPanel extends Part {
  private running: AbortController | null = null;
  private status = h("p");
  private bar = h("progress");

  protected draw(): void {
    this.follow(session, "change", () => this.refresh());
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
    this.running?.abort();
    const w = words().export;
    this.status = h("p", {role: "status", class: "status"});
    this.bar = h("progress", {max: 1, value: 0, "aria-label": w.heading});
    const cancel = h("button", {type: "button", class: "cancel", onclick: () => this.running?.abort()}, w.cancel);
    this.replaceChildren(h("section", {class: "export card", "aria-labelledby": "export-heading"}, h("h2", {id: "export-heading"}, w.heading),
      h("p", {class: "hint"}, w.hint, session.file?.picture ? ` ${w.picture_same}` : ""),
      h("div", {class: "row"}, ...this.kinds().map((kind) => h("button", {type: "button", class: "make", onclick: () => void this.make(kind)}, w[kind]))),
      h("div", {class: "row writing", hidden: true}, this.bar, cancel), this.status));
  }

  private busy(on: boolean): void {
    for (const button of this.querySelectorAll<HTMLButtonElement>(".make")) button.disabled = on;
    this.querySelector<HTMLElement>(".writing")!.hidden = !on;
  }

  private async make(kind: Kind): Promise<void> {
    const file = session.file, w = words().export;
    if (!file || this.running) return;
    const running = this.running = new AbortController();
    const stem = `${(session.source?.name ?? "otoscape").replace(/\.[^.]*$/, "")} - ${choice_name()}`;
    const progress = (part: number) => {
      this.bar.value = part;
      this.bar.textContent = put(w.working, {what: w[kind], part: Math.round(part * 100)});
    };
    this.busy(true);
    say(this.status, put(w.working, {what: w[kind], part: 0}));
    try {
      const blob = kind === "wav" ? await file.exportSound("wav", progress, running.signal) : await file.exportFilm(kind, progress, running.signal);
      if (running.signal.aborted) throw new DOMException("", "AbortError");
      download(blob, file_name(stem, kExtension[kind]));
      say(this.status, put(w.done, {what: w[kind]}));
      announce(put(w.done, {what: w[kind]}));
    } catch (error) {
      say(this.status, running.signal.aborted ? w.cancelled : put(w.failed, {why: error instanceof Error ? error.message : String(error)}));
    } finally {
      this.running = null;
      this.busy(false);
    }
  }
}
customElements.define("oto-export", ExportPanel);
