// SPDX-License-Identifier: Apache-2.0
// Whose hearing: some presets as cards, all of them in a list, one's own audiogram; or a story.
import {app} from "../app";
import {h, keeping_focus, Part} from "../dom";
import {words} from "../i18n";
import {listener_name, preset_words} from "../names";
import {address} from "../route";
import {listener_text, type ListenerChoice} from "../share/shared";
import {mini_audiogram} from "./mini_audiogram";

const kCards = ["normal", "N2", "N3", "S2", "N5", "early-noise-damage", "age:60:male", "age:80:female", "activation-day", "two-years"];
const kAges = ["age:40:male", "age:60:male", "age:70:male", "age:80:male", "age:40:female", "age:60:female", "age:70:female", "age:80:female"];
const key = (choice: ListenerChoice) => choice.kind === "preset" ? `preset:${choice.name}` : choice.kind;

export class Listeners extends Part {
  protected draw(): void {
    for (const name of ["engine", "listener"]) this.follow(app, name, () => this.refresh());
    this.fill();
  }

  private refresh(): void {
    const chosen = this.querySelector<HTMLInputElement>("input:focus")?.value;
    keeping_focus(this, () => this.fill());
    if (chosen) this.querySelector<HTMLElement>(`input[value="${CSS.escape(chosen)}"]`)?.focus();  // cards come and go
  }

  private fill(): void {
    const w = words().listener;
    this.replaceChildren(h("section", {class: "listeners", "aria-labelledby": "listeners-heading"},
      h("h2", {id: "listeners-heading"}, w.heading), this.modes(), app.story ? this.stories() : this.people()));
  }

  private modes(): HTMLElement {
    const w = words().listener;
    const mode = (value: "one" | "story", name: string, on: boolean) => h("label", {class: "segment"},
      h("input", {type: "radio", name: "mode", value, checked: on, onchange: () => app.choose_story(value === "one" ? null : this.first_story())}), h("span", {}, name));
    return h("fieldset", {class: "segments"}, h("legend", {class: "unseen"}, w.story_or),
      mode("one", w.one, !app.story), mode("story", w.story, app.story !== null));
  }

  private first_story() {
    const all = app.presets("scene"), name = all.find((one) => one.name === "sudden-loss")?.name ?? all[0]?.name;
    return name ? {kind: "preset" as const, name} : null;
  }

  private people(): HTMLElement {
    const w = words().listener, own: ListenerChoice[] = [];
    if (app.own_listener) own.push(app.own_listener);
    if (app.listener.kind === "text") own.push(app.listener);
    const known = new Set(app.presets("listener").map((one) => one.name));
    const names = kCards.filter((name) => known.has(name) || name.startsWith("age:"));
    if (app.listener.kind === "preset" && !names.includes(app.listener.name)) names.push(app.listener.name);
    const cards = [...own, ...names.map((name): ListenerChoice => ({kind: "preset", name}))].map((choice) => this.card(choice));
    return h("div", {}, h("fieldset", {class: "people"}, h("legend", {class: "unseen"}, w.which), ...cards),
      h("div", {class: "row"}, this.list(), h("a", {href: address("audiogram")}, w.edit)));
  }

  private card(choice: ListenerChoice): HTMLElement {
    const w = words(), chosen = key(choice) === key(app.listener);
    const [title, line] = choice.kind === "preset" ? preset_words(choice.name, app.presets("listener").find((one) => one.name === choice.name)?.meaning)
      : [listener_name(choice), choice.kind === "own" ? w.listener.own_hint : w.listener.file];
    return h("label", {class: `person${chosen ? " chosen" : ""}`},
      h("input", {type: "radio", name: "listener", value: key(choice), checked: chosen, onchange: () => app.choose_listener(choice)}),
      mini_audiogram(listener_text(choice)), h("span", {class: "name"}, title), h("span", {class: "hint"}, line));
  }

  private list(): HTMLElement {
    const w = words().listener, all = app.presets("listener").filter((one) => !one.name.includes("YEARS"));
    const group = (name: keyof typeof w.groups, names: string[]) => h("optgroup", {label: w.groups[name]}, ...names.map((one) => {
      const [title, line] = preset_words(one, all.find((preset) => preset.name === one)?.meaning);
      return h("option", {value: one}, one.startsWith("age:") ? this.age(one) : line && line !== title ? `${title}: ${line}` : title);
    }));
    const made = (implant: boolean) => all.filter((one) => one.text !== "" && one.text.includes(".implant]") === implant).map((one) => one.name);
    const standard = all.filter((one) => one.text === "" && one.name !== "early-noise-damage").map((one) => one.name);
    const select = h("select", {"aria-label": w.more, onchange: () => { if (select.value) app.choose_listener({kind: "preset", name: select.value}); }},
      h("option", {value: ""}, `${w.more} …`), group("standard", standard), group("age", kAges),
      group("ringing", all.some((one) => one.name === "early-noise-damage") ? ["early-noise-damage", ...made(false)] : made(false)), group("implant", made(true)));
    return select;
  }

  private age(name: string): string {
    const [, years, sex] = name.split(":");
    return words().listener.age.replace("{years}", years).replace("{sex}", words().listener.sexes[sex as "male" | "female"]);
  }

  private stories(): HTMLElement {
    const w = words(), chosen = app.story?.kind === "preset" ? app.story.name : "";
    const story = (name: string, meaning: string) => {
      const [title, line] = preset_words(name, meaning);
      return h("label", {class: `person story${name === chosen ? " chosen" : ""}`}, h("input", {type: "radio", name: "story", value: name, checked: name === chosen,
        onchange: () => app.choose_story({kind: "preset", name})}), h("span", {class: "name"}, title), h("span", {class: "hint"}, line));
    };
    return h("fieldset", {class: "people stories"}, h("legend", {class: "unseen"}, w.story.which),
      ...app.presets("scene").map((one) => story(one.name, one.meaning)));
  }
}
customElements.define("oto-listeners", Listeners);
