// SPDX-License-Identifier: Apache-2.0
// What to listen to: the built-in sound, the demo's film where it is there, a file, the microphone.
import {app} from "../app";
import {h, Part, say, set} from "../dom";
import {take_files} from "../drop";
import {language_now, put, words} from "../i18n";
import {icon} from "../icons";
import {kitchen} from "../kitchen/kitchen";
import {session, type Source} from "./session";

declare const __FILM__: string;  // its address, or ""
const kRate = 48000;

async function film(): Promise<File> {
  const answer = await fetch(new URL(__FILM__, document.baseURI));
  if (!answer.ok) throw new TypeError(`fetch: ${answer.status}`);
  return new File([await answer.blob()], "film.mp4", {type: "video/mp4"});
}

export class Sources extends Part {
  private asking = false;
  private pick = h("input");

  protected draw(): void {
    this.follow(app, "engine", () => this.refresh());
    this.follow(session, "change", () => this.refresh());
    const w = words().listen;
    this.pick = h("input", {type: "file", accept: "audio/*,video/*,.mkv,.flac,.opus,.toml,.json,.csv", class: "unseen", tabindex: -1, "aria-label": w.own,
      onchange: () => { void take_files(this.pick.files); this.pick.value = ""; }});
    const cards = [
      this.card("kitchen", w.kitchen, w.kitchen_hint, () => this.play("kitchen", w.kitchen, () => kitchen(language_now(), kRate))),
      __FILM__ ? this.card("film", w.film, w.film_hint, () => this.play("film", w.film, film)) : null,
      this.card("own", w.own, w.own_hint, () => this.pick.click()),
      this.card("microphone", w.microphone, w.microphone_hint, () => { this.asking = true; this.refresh(); this.querySelector<HTMLElement>(".ask .primary")?.focus(); }),
    ];
    this.replaceChildren(h("section", {class: "sources", "aria-labelledby": "sources-heading"},
      h("h2", {id: "sources-heading"}, w.sound), h("div", {class: "cards"}, ...cards), this.pick,
      h("div", {class: "ask", hidden: true}), h("p", {class: "opening-words hint", role: "status"}), h("p", {class: "trouble", role: "alert", hidden: true})));
    this.refresh();
  }

  private play(kind: Source["kind"], name: string, give: () => Promise<File>): void {
    if (session.source?.kind === kind && session.file) session.toggle();
    else void session.open_file({kind, name}, give, true);
  }

  private card(kind: Source["kind"], name: string, hint: string, go: () => void): HTMLElement {
    return h("button", {type: "button", class: `card source ${kind}`, "data-kind": kind, onclick: go},
      h("span", {class: "sign"}, icon(kind)), h("span", {class: "name"}, name), h("span", {class: "hint"}, hint));
  }

  private refresh(): void {
    const w = words().listen;
    for (const card of this.querySelectorAll<HTMLButtonElement>(".source")) {
      const chosen = session.source?.kind === card.dataset.kind;
      card.disabled = !app.engine;
      card.classList.toggle("chosen", chosen);
      card.classList.toggle("opening", chosen && session.state === "opening");
      card.setAttribute("aria-pressed", String(chosen));
      if (card.dataset.kind === "own") say(card.querySelector(".hint")!, chosen && session.file ? put(w.own_open, {name: session.source!.name}) : w.own_hint);
    }
    say(this.querySelector(".opening-words")!, session.state === "opening" ? w.opening
      : session.measured < 1 ? put(w.measuring, {part: Math.round(100 * session.measured)}) : "");
    const ask = this.querySelector<HTMLElement>(".ask")!;
    ask.hidden = !this.asking;
    if (this.asking && !ask.firstChild) ask.append(h("p", {}, w.microphone_ask),
      h("button", {type: "button", class: "primary", onclick: () => { this.done_asking(); void session.open_microphone(); }}, w.microphone_go),
      h("button", {type: "button", onclick: () => this.done_asking()}, w.cancel));
    if (!this.asking) ask.replaceChildren();
    const trouble = this.querySelector<HTMLElement>(".trouble")!;
    const said = session.trouble || (session.starved ? words().errors.starved : "");
    trouble.hidden = said === "";
    set(trouble, {lang: session.trouble ? session.trouble_lang : null});
    say(trouble, said);
  }

  private done_asking(): void {
    this.asking = false;
    this.refresh();
    this.querySelector<HTMLElement>(".source.microphone")?.focus();
  }
}
customElements.define("oto-sources", Sources);
