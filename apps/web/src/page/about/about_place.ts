// SPDX-License-Identifier: Apache-2.0
// About: what is modelled and what not, sources, assumptions, whom to see.
import {app} from "../app";
import {h, Part, type Child} from "../dom";
import {put, words} from "../i18n";

export class AboutPlace extends Part {
  protected draw(): void {
    this.follow(app, "engine", () => this.fill());
    this.fill();
  }

  private fill(): void {
    const w = words().about;
    const list = (items: readonly string[]) => h("ul", {}, ...items.map((item) => h("li", {}, item)));
    const terms = (pairs: readonly (readonly string[])[]) => h("dl", {}, ...pairs.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, text)]));
    const part = (id: string, heading: string, ...children: Child[]) =>
      h("section", {class: `about-part ${id}`, "aria-labelledby": `about-${id}`}, h("h2", {id: `about-${id}`}, heading), ...children);
    this.replaceChildren(
      h("div", {class: "hero"}, h("h1", {}, w.heading), h("p", {class: "lead"}, w.lead)),
      h("section", {class: "doctor", "aria-labelledby": "about-doctor"}, h("h2", {id: "about-doctor"}, w.doctor), h("p", {}, w.doctor_text)),
      h("div", {class: "about-parts"},
        part("modelled", w.modelled, terms(w.modelled_list)),
        part("not", w.not_modelled, list(w.not_modelled_list)),
        part("assumptions", w.assumptions, list(w.assumptions_list)),
        part("whom", w.whom, list(w.whom_list)),
        part("terms", w.terms, terms(w.terms_list)),
        part("privacy", w.privacy, h("p", {}, w.privacy_text)),
        part("sources", w.sources, list(w.sources_list)),
        part("licences", w.licences, h("p", {}, w.licences_text, " ", h("a", {href: "https://github.com/Vanilagy/mediabunny", rel: "noreferrer"}, w.licences_link), ". ",
          h("a", {href: "licences/otoscape.txt"}, "Apache License 2.0"), ", ", h("a", {href: "licences/mediabunny.txt"}, "Mozilla Public License 2.0"), "."),
          h("p", {}, w.licences_voice), app.engine && h("p", {class: "hint"}, put(w.version, {version: app.engine.version})))),
      h("p", {class: "hint review"}, w.review));
  }
}
