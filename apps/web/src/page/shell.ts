// SPDX-License-Identifier: Apache-2.0
// Head, places, foot. A place is drawn anew when its address or the language changes.
import {hasSimd} from "#engine";

import {announce, announcer} from "./announce";
import {app} from "./app";
import {Dock} from "./dock";
import {h, Part} from "./dom";
import {kLanguages, put, words, type Language} from "./i18n";
import {can_pack} from "./share/pack";
import {open_link} from "./share/open_link";
import {address, kPlaces, route_of, type Place} from "./route";
import type {Prefs} from "./prefs";

export class Shell extends Part {
  private place: Place | null = null;
  private opening = "";  // the link that is being read
  private main = h("main");

  protected draw(): void {
    this.follow(window, "hashchange", () => this.arrive(true));
    this.follow(app, "language", () => this.redraw());
    this.follow(app, "prefs", () => this.colour());
    this.follow(app, "engine", () => this.tell_engine());
    this.redraw();
    if (!app.remembers) announce(words().shell.forgets);
  }

  private redraw(): void {
    this.colour();
    document.title = words().title;
    this.place = null;
    this.main = h("main", {id: "content", tabindex: -1});
    const dock = document.createElement("oto-dock") as Dock;
    this.replaceChildren(
      h("a", {class: "skip", href: "#content", onclick: (event: Event) => { event.preventDefault(); this.main.focus(); }}, words().skip),
      this.head(), h("div", {class: "engine-note", role: "alert"}), this.main, this.foot(), dock, announcer());
    this.tell_engine();
    this.arrive(false);
  }

  private head(): HTMLElement {
    const links = kPlaces.map((place) => h("a", {href: address(place), "data-place": place}, words().places[place]));
    return h("header", {class: "head"},
      h("a", {class: "brand", href: address("listen")}, h("span", {class: "brand-mark", "aria-hidden": "true"}), "otoscape"),
      h("nav", {"aria-label": words().places_label}, ...links),
      h("div", {class: "choices"}, this.languages(), this.schemes()));
  }

  private languages(): HTMLElement {
    const select = h("select", {"aria-label": words().shell.language, onchange: () => {
      app.set_prefs({language: select.value as Language});
      document.querySelector<HTMLElement>("oto-shell .language")?.focus();
    }, class: "language"}, ...kLanguages.map(({code, name}) => h("option", {value: code, lang: code}, name)));
    select.value = document.documentElement.lang;
    return select;
  }

  private schemes(): HTMLElement {
    const names = words().shell.schemes;
    const select = h("select", {"aria-label": words().shell.scheme, class: "scheme", onchange: () => app.set_prefs({scheme: select.value as Prefs["scheme"]})},
      ...(["auto", "light", "dark"] as const).map((one) => h("option", {value: one}, names[one])));
    select.value = app.prefs.scheme;
    return select;
  }

  private colour(): void {
    if (app.prefs.scheme === "auto") document.documentElement.removeAttribute("data-scheme");
    else document.documentElement.setAttribute("data-scheme", app.prefs.scheme);
    const select = this.querySelector<HTMLSelectElement>("select.scheme");
    if (select) select.value = app.prefs.scheme;
  }

  private foot(): HTMLElement {
    return h("footer", {}, h("p", {}, words().shell.private), h("p", {}, words().shell.foot));
  }

  private tell_engine(): void {
    const note = this.querySelector(".engine-note");
    if (!note) return;
    note.replaceChildren();
    if (app.trouble) note.append(h("p", {}, h("strong", {}, words().shell.failed), " ", h("span", {lang: "en"}, app.trouble)),
      hasSimd() ? "" : h("p", {}, words().shell.failed_hint));
  }

  /** `moved`: by a person, so that the focus goes along. */
  private arrive(moved: boolean): void {
    const route = route_of(location.hash);
    for (const link of this.querySelectorAll<HTMLElement>("nav a"))
      if (link.dataset.place === route.place) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    if (route.shared && route.shared !== this.opening) void this.open_shared(route.shared);
    if (route.place === this.place) return;
    this.place = route.place;
    document.title = `${words().places[route.place]} · otoscape`;
    this.main.replaceChildren(document.createElement(`oto-${route.place}`));
    if (moved) { scrollTo(0, 0); this.main.focus({preventScroll: true}); }
  }

  private async open_shared(packed: string): Promise<void> {
    this.opening = packed;
    const opened = await open_link(packed);
    if (this.opening !== packed) return;  // a later link speaks for itself
    this.opening = "";
    announce(opened ? put(words().shell.good_link, {what: opened.what}) + (opened.ringing ? ` ${words().shell.link_ringing}` : "")
      : can_pack() ? words().shell.bad_link : words().share.old);
    // The link has done its work: a reload shall not undo what is changed from here on. Whoever moved on stays there.
    const route = route_of(location.hash);
    if (route.shared === packed) location.replace(address(route.place));
  }
}

