// SPDX-License-Identifier: Apache-2.0
// The export that is running, or how the last one ended: it goes on while another place or language is drawn, and ends
// with its file.
import {notWritten, type FilePlayer} from "#engine";

import {announce} from "../announce";
import {download, file_name} from "../download";
import {put, words} from "../i18n";
import {choice_name} from "../names";
import {session} from "./session";

export const kFilms = ["mkv-pcm", "mov-pcm", "mkv-opus"] as const;
export type Kind = "wav" | typeof kFilms[number];
const kExtension: Record<Kind, string> = {wav: "wav", "mkv-pcm": "mkv", "mov-pcm": "mov", "mkv-opus": "mkv"};
type Outcome = "none" | "done" | "cancelled" | "failed";

/** Events: "change" (began, ended, another file), "part". */
class Exporting extends EventTarget {
  kind: Kind = "wav";
  part = 0;
  private outcome: Outcome = "none";
  private why = "";
  private running: AbortController | null = null;
  private file: FilePlayer | null = null;

  constructor() {
    super();
    session.addEventListener("change", () => this.follow_file());
  }

  get busy(): boolean { return this.running !== null; }

  cancel(): void { this.running?.abort(); }

  /** In the language of now; "" where nothing was exported of this file. */
  sentence(): string {
    const w = words().export, what = w[this.kind];
    if (this.busy) return put(w.working, {what, part: Math.round(this.part * 100)});
    if (this.outcome === "failed") {
      const cause = notWritten(this.why);
      return cause === null ? put(w.failed, {why: this.why}) : put(w.film_failed, {why: cause});
    }
    return this.outcome === "none" ? "" : put(w[this.outcome], {what});
  }

  private follow_file(): void {
    if (session.file === this.file) return;
    this.cancel();
    this.file = session.file;
    this.end("none");
  }

  private end(outcome: Outcome): void {
    this.running = null;
    this.outcome = outcome;
    this.dispatchEvent(new Event("change"));
  }

  async make(kind: Kind): Promise<void> {
    const file = session.file;
    if (!file || this.running) return;
    const running = this.running = new AbortController();
    const stem = `${(session.source?.name ?? "otoscape").replace(/\.[^.]*$/, "")} - ${choice_name()}`;
    const progress = (part: number) => {
      if (running !== this.running) return;
      this.part = part;
      this.dispatchEvent(new Event("part"));
    };
    Object.assign(this, {file, kind, part: 0});
    this.dispatchEvent(new Event("change"));
    try {
      const blob = kind === "wav" ? await file.exportSound("wav", progress, running.signal) : await file.exportFilm(kind, progress, running.signal);
      if (running.signal.aborted) throw new DOMException("", "AbortError");
      download(blob, file_name(stem, kExtension[kind]));
      this.end("done");
      announce(this.sentence());
    } catch (error) {
      if (running !== this.running) return;  // its file is closed
      this.why = error instanceof Error ? error.message : String(error);
      this.end(running.signal.aborted ? "cancelled" : "failed");
    }
  }
}
export const exporting = new Exporting();
