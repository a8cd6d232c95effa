// SPDX-License-Identifier: Apache-2.0
// The film's picture, where there is one, what the player has to say about the file, and how late the sound is.
import {app} from "../app";
import {h, Part, say, set} from "../dom";
import {language_now, put, words} from "../i18n";
import {captions} from "./captions";
import {session} from "./session";

export class Stage extends Part {
  protected draw(): void {
    this.follow(session, "change", () => this.refresh());
    this.follow(session, "time", () => this.caption());
    this.follow(captions, "change", () => this.caption());
    this.follow(app, "listener", () => this.caption());
    this.replaceChildren(h("div", {class: "screen"}), h("p", {class: "script", "aria-live": "off"}), h("p", {class: "cue", "aria-live": "polite"}), h("ul", {class: "file-notes"}), h("p", {class: "hint latency"}));
    this.refresh();
  }

  private refresh(): void {
    const picture = session.file?.picture ?? null, screen = this.querySelector<HTMLElement>(".screen")!;
    if (picture && picture.parentElement !== screen) {
      set(picture, {"aria-label": words().listen.picture, playsinline: true});
      screen.replaceChildren(picture);
    } else if (!picture) { screen.replaceChildren(); }
    screen.hidden = !picture;
    const notes = (session.file?.notes ?? []).map((note) => h("li", {lang: "en"}, note));  // the engine's sentences
    if (session.levels && session.levels.guard > 0) notes.push(h("li", {}, words().listen.guard));
    this.querySelector(".file-notes")!.replaceChildren(...notes);
    const latency = this.querySelector<HTMLElement>(".latency")!;
    latency.hidden = !session.live;
    say(latency, put(words().listen.latency, {ms: session.latency_ms()}));
    this.caption();
  }

  /** What the built-in sound holds, for those who do not hear it. */
  private caption(): void {
    const cue = this.querySelector<HTMLElement>(".cue")!, now = captions.now();
    cue.hidden = !app.story || !captions.on || !session.file;
    say(cue, now);
    const line = this.querySelector<HTMLElement>(".script")!;
    const at = session.source?.kind === "kitchen" && session.file ? session.file.timeS : -1;
    const said = at < 0 ? undefined : words().kitchen.findLast((one) => +one[0] <= at);
    line.hidden = at < 0;
    set(line, {lang: language_now()});
    say(line, String(said?.[1] ?? ""));
  }
}
customElements.define("oto-stage", Stage);
