// SPDX-License-Identifier: Apache-2.0
// A story as a picture: what is lost downwards, ringing, and in whose ears we are; a line follows the sound. Drawn at its
// true size.
import {h, s, set} from "../dom";
import {clock, put, words} from "../i18n";
import type {StoryArc} from "./story_arc";

const kTop = 8, kLeft = 34, kRight = 20, kFoot = 54, kBand = 10;  // px

export class ArcChart {
  readonly figure: HTMLElement;
  private readonly svg = s("svg", {class: "arc", role: "img"});
  private readonly cursor = s("path", {class: "cursor"});
  private width = 0;
  private height = 0;
  private part = 0;

  /** lengthS: of the sound that the story is stretched to. */
  constructor(private readonly arc: StoryArc, private readonly lengthS: number) {
    const w = words().story;
    set(this.svg, {"aria-label": put(w.arc_label, {title: arc.facts.title, length: clock(lengthS)})});
    this.figure = h("figure", {class: "arc-figure"}, this.svg, h("figcaption", {class: "legend"},
      ...this.keys(), h("span", {class: "key line rings"}, w.rings), h("span", {class: "key band"}, w.inside)));
    new ResizeObserver(() => this.measure()).observe(this.svg);
  }

  private measure(): void {
    const {width, height} = this.svg.getBoundingClientRect();
    if (width === 0 || (width === this.width && height === this.height)) return;
    [this.width, this.height] = [width, height];
    set(this.svg, {viewBox: `0 0 ${width} ${height}`});
    const lost = this.line(this.arc.ears[0].map((db, i) => Math.min(db, this.arc.ears[1][i])), 120), rings = this.line(this.arc.ringing.map((db) => db < 0 ? -1 : 120 - 2 * Math.min(60, db)), 120);
    const area = lost && `${lost}L${this.x(this.arc.lengthS)} ${this.y(0)}L${this.x(0)} ${this.y(0)}Z`;
    this.svg.replaceChildren(...this.scales(), s("path", {class: "lost-area", d: area}), ...this.lost(), s("path", {class: "rings", d: rings}), ...this.bands(), this.cursor);
    this.place(this.part);
  }

  /** One line where both ears are alike. */
  private lost(): SVGElement[] {
    const one = (ear: 0 | 1, style: string) => s("path", {class: `lost ${style}`, d: this.line(this.arc.ears[ear], 120)});
    return this.arc.alike ? [one(0, "both")] : [one(1, "right"), one(0, "left")];
  }

  private keys(): HTMLElement[] {
    const w = words();
    const one = (style: string, text: string) => h("span", {class: `key line ${style}`}, text);
    return this.arc.alike ? [one("lost", w.story.lost)] : [one("left", put(w.story.lost_ear, {ear: w.ears.left})), one("right", put(w.story.lost_ear, {ear: w.ears.right}))];
  }

  private x(sceneS: number): number { return kLeft + sceneS / this.arc.lengthS * (this.width - kLeft - kRight); }
  private y(db: number): number { return kTop + db / 120 * (this.height - kTop - kFoot); }

  private scales(): SVGElement[] {
    const made: SVGElement[] = [];
    for (let db = 0; db <= 120; db += 30)
      made.push(s("path", {class: "grid", d: `M${kLeft} ${this.y(db)}H${this.width - kRight}`}), s("text", {class: "end", x: kLeft - 6, y: this.y(db) + 4}, db));
    const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600];
    const step = steps.find((one) => this.lengthS / one <= this.width / 80) ?? 7200;
    for (let t = 0; t <= this.lengthS; t += step)
      made.push(s("text", {class: "middle", x: this.x(t / this.lengthS * this.arc.lengthS), y: this.height - 6}, clock(t)));
    return made;
  }

  /** Values from 0 to `most`, downwards; a gap where there is none. */
  private line(values: Float64Array, most: number): string {
    let d = "", joined = false;
    values.forEach((value, i) => {
      if (value >= 0) d += `${joined ? "L" : "M"}${this.x(this.arc.times[i]).toFixed(1)} ${this.y(Math.min(most, value)).toFixed(1)}`;
      joined = value >= 0;
    });
    return d;
  }

  private bands(): SVGElement[] {
    const y = this.height - kFoot + 14, made: SVGElement[] = [s("rect", {class: "outside", x: kLeft, width: this.width - kLeft - kRight, y, height: kBand, rx: 3})];
    let from = -1;
    this.arc.perspective.forEach((value, i) => {
      const inside = value >= 0.5, at = this.arc.times[i];
      if (inside && from < 0) from = at;
      if (from >= 0 && (!inside || i === this.arc.times.length - 1)) {
        made.push(s("rect", {class: "inside", x: this.x(from), width: Math.max(1, this.x(at) - this.x(from)), y, height: kBand, rx: 3}));
        from = -1;
      }
    });
    return made;
  }

  /** part: 0 to 1 of the whole. */
  place(part: number): void {
    this.part = Math.max(0, Math.min(1, part));
    const x = this.x(this.part * this.arc.lengthS).toFixed(1);
    set(this.cursor, {d: `M${x} 0V${this.height - kFoot + 14 + kBand}`});
  }
}
