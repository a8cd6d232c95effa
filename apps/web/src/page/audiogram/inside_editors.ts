// SPDX-License-Identifier: Apache-2.0
// Ringing and implants of each ear.
import {app} from "../app";
import {h, Part, say, set} from "../dom";
import {number, put, words} from "../i18n";
import {map_words} from "../names";
import {editor} from "./editor";
import {kKinds, kLimits, type EarName, type Ringing, type RingingKind} from "./model";

const kUsual: Record<RingingKind, {pitchHz: number; widthOct: number}> = {
  tone: {pitchHz: 6000, widthOct: 0}, noise: {pitchHz: 5000, widthOct: 0.5}, pulsatile: {pitchHz: 250, widthOct: 0},
  "low-fluctuating": {pitchHz: 200, widthOct: 0}, crickets: {pitchHz: 5200, widthOct: 0}};
const kSides: readonly EarName[] = ["right", "left"];
interface Slide { name: string; least: number; most: number; step: number; value: number; words: (value: number) => string; take: (value: number) => void }

function slider(slide: Slide): HTMLElement {
  const out = h("span", {class: "value"}, slide.words(slide.value));
  const input = h("input", {type: "range", min: slide.least, max: slide.most, step: slide.step, value: slide.value, "aria-valuetext": slide.words(slide.value),
    oninput: () => { say(out, slide.words(+input.value)); set(input, {"aria-valuetext": slide.words(+input.value)}); },
    onchange: () => slide.take(+input.value)});
  return h("label", {class: "slide"}, h("span", {}, slide.name), input, out);
}

/** Drawn anew only where what it shows is no longer what is: a slider in hand stays. */
abstract class EarPart extends Part {
  private last = "";
  protected draw(): void {
    this.last = "";
    for (const [target, name] of [[editor, "change"], [app, "engine"]] as const) this.follow(target, name, () => this.refresh());
    this.refresh();
  }
  private refresh(): void {
    const now = this.state();
    if (now === this.last) return;
    this.last = now;
    const focused = this.querySelector(":focus")?.getAttribute("data-key");
    this.fill();
    if (focused) this.querySelector<HTMLElement>(`[data-key="${focused}"]`)?.focus();
  }
  protected abstract state(): string;
  protected abstract fill(): void;
}

export class RingingEditor extends EarPart {
  protected state(): string { return JSON.stringify(kSides.map((ear) => editor.listener[ear].ringing)); }

  protected fill(): void {
    const w = words().ringing_editor;
    this.replaceChildren(h("section", {class: "card ringing-editor", "aria-labelledby": "ringing-editor"}, h("h2", {id: "ringing-editor"}, w.heading),
      h("p", {class: "hint"}, w.lead), ...kSides.map((ear) => this.ear(ear))));
  }

  private ear(ear: EarName): HTMLElement {
    const w = words(), layers = editor.listener[ear].ringing;
    const add = h("button", {type: "button", "data-key": `add-${ear}`, disabled: layers.length >= kLimits.layers,
      title: layers.length >= kLimits.layers ? w.ringing_editor.most : null,
      onclick: () => editor.change((all) => all[ear].ringing.push({kind: "tone", ...kUsual.tone, levelDbSl: 6}))}, w.ringing_editor.add[ear]);
    return h("fieldset", {class: `ear ${ear}`}, h("legend", {}, w.ears[ear]),
      layers.length === 0 && h("p", {class: "hint"}, w.ringing_editor.none), ...layers.map((layer, i) => this.layer(ear, layer, i)), add);
  }

  private layer(ear: EarName, layer: Ringing, i: number): HTMLElement {
    const w = words().ringing_editor, name = put(w.sound, {n: i + 1});
    const change = (part: Partial<Ringing>) => editor.change((all) => Object.assign(all[ear].ringing[i], part));
    const kind = h("select", {"data-key": `kind-${ear}-${i}`, onchange: () => { const chosen = kind.value as RingingKind; change({kind: chosen, ...kUsual[chosen]}); }},
      ...kKinds.map((one) => h("option", {value: one, selected: one === layer.kind}, w.kinds[one])));
    const pitch: Slide = {name: w.pitch, least: Math.log2(kLimits.pitchHz.least), most: Math.log2(kLimits.pitchHz.most), step: 1 / 24, value: Math.log2(layer.pitchHz),
      words: (value) => put(w.pitch_value, {hz: number(Math.round(2 ** value / 10) * 10)}), take: (value) => change({pitchHz: Math.round(2 ** value / 10) * 10})};
    const width: Slide = {name: w.width, ...{least: kLimits.widthOct.least, most: kLimits.widthOct.most}, step: 0.05, value: layer.widthOct,
      words: (value) => put(w.width_value, {oct: number(value, 2)}), take: (value) => change({widthOct: value})};
    const level: Slide = {name: w.level, ...{least: kLimits.levelDbSl.least, most: kLimits.levelDbSl.most}, step: 1, value: layer.levelDbSl,
      words: (value) => put(w.level_value, {db: number(value)}), take: (value) => change({levelDbSl: value})};
    return h("div", {class: "layer", role: "group", "aria-label": name}, h("label", {class: "slide"}, h("span", {}, w.kind), kind),
      slider(pitch), layer.kind === "noise" && slider(width), slider(level), h("p", {class: "hint"}, w.level_hint),
      h("button", {type: "button", class: "quiet", onclick: () => editor.change((all) => all[ear].ringing.splice(i, 1))}, put(w.remove, {what: name})));
  }
}
customElements.define("oto-ringing", RingingEditor);

export class ImplantEditor extends EarPart {
  protected state(): string { return JSON.stringify([kSides.map((ear) => editor.listener[ear].implant), app.engine !== null]); }

  protected fill(): void {
    const w = words().implant_editor;
    this.replaceChildren(h("section", {class: "card implant-editor", "aria-labelledby": "implant-editor"}, h("h2", {id: "implant-editor"}, w.heading),
      h("p", {class: "hint"}, w.lead), ...kSides.map((ear) => this.ear(ear))));
  }

  private ear(ear: EarName): HTMLElement {
    const w = words(), implant = editor.listener[ear].implant;
    const box = h("input", {type: "checkbox", checked: implant !== null, "data-key": `implant-${ear}`,
      onchange: () => editor.change((all) => { all[ear].implant = box.checked ? {map: "ace-22", months: 3} : null; })});
    return h("div", {class: `ear ${ear}`}, h("label", {class: "check"}, box, h("span", {}, put(w.implant_editor.has, {ear: w.ears[ear]}))),
      implant && this.map(ear, implant.map), implant && slider({name: w.implant_editor.months, least: 0, most: 36, step: 1, value: implant.months,
        words: (months) => this.months(months), take: (months) => editor.change((all) => { all[ear].implant!.months = months; })}));
  }

  private months(months: number): string {
    const [first, one, many, last] = words().implant_editor.months_value;
    return months === 0 ? first : months === 1 ? one : months >= 24 ? last : put(many, {n: months});
  }

  private map(ear: EarName, chosen: string): HTMLElement {
    const all = app.presets("map");
    const select = h("select", {"data-key": `map-${ear}`, onchange: () => editor.change((listener) => { listener[ear].implant!.map = select.value; })},
      ...all.map(({name, meaning}) => h("option", {value: name, selected: name === chosen}, map_words(name, meaning))));
    return h("label", {class: "slide"}, h("span", {}, words().implant_editor.map), select);
  }
}
customElements.define("oto-implant", ImplantEditor);
