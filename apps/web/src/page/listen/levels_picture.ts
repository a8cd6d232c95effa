// SPDX-License-Identifier: Apache-2.0
// Bars of level by band against a threshold, as in otoscape's reports: what passes is bright, what does not is grey.
// Drawn at its true size, so that its words keep theirs on every screen.
import {kFactHz} from "#engine";

import {h, s, set} from "../dom";
import {put, words} from "../i18n";
import {passes, type Band} from "./audibility";

const kLeast = 0, kMost = 90;  // dB SPL
const kNames: Record<number, string> = {125: "125", 250: "250", 500: "500", 1000: "1k", 2000: "2k", 4000: "4k", 8000: "8k"};
const kEdge = {left: 34, right: 8, top: 10, bottom: 24};
export interface Lines { ears: readonly [ArrayLike<number>, ArrayLike<number>]; alike: boolean }
export interface Shown { bands: readonly Band[]; lines: Lines; all_pass?: boolean }

export class LevelsPicture {
  readonly figure: HTMLElement;
  private readonly svg = s("svg", {class: "levels", role: "img"});
  private readonly ground = s("g");
  private readonly bars = s("g");
  private readonly lines = s("g");
  private readonly under = kFactHz.map(() => s("rect", {class: "under"}));
  private readonly over = kFactHz.map(() => s("rect", {class: "over"}));
  private width = 0;
  private height = 0;
  private shown: Shown | null = null;

  constructor(title: string, readonly kind: "room" | "heard") {
    this.bars.append(...this.under, ...this.over);
    this.svg.append(this.ground, this.bars, this.lines);
    this.figure = h("figure", {class: `levels-figure ${kind}`}, h("figcaption", {}, title), this.svg);
    new ResizeObserver(() => this.measure()).observe(this.svg);
  }

  describe(sentence: string): void {
    set(this.svg, {"aria-label": put(words().levels.picture, {count: kFactHz.length, words: sentence})});
  }

  show(shown: Shown): void {
    this.shown = shown;
    if (this.width > 0) this.paint(shown);
  }

  private measure(): void {
    const {width, height} = this.svg.getBoundingClientRect();
    if (width === this.width && height === this.height) return;
    [this.width, this.height] = [width, height];
    if (width === 0) return;
    set(this.svg, {viewBox: `0 0 ${width} ${height}`});
    this.paint_ground();
    if (this.shown) this.paint(this.shown);
  }

  private x(band: number): number { return kEdge.left + band / kFactHz.length * (this.width - kEdge.left - kEdge.right); }
  private y(db: number): number {
    const part = (Math.max(kLeast, Math.min(kMost, db || kLeast)) - kLeast) / (kMost - kLeast);
    return this.height - kEdge.bottom - part * (this.height - kEdge.top - kEdge.bottom);
  }

  private paint_ground(): void {
    this.ground.replaceChildren();
    for (let db = 0; db <= 80; db += 20) {
      this.ground.append(s("path", {class: "grid", d: `M${kEdge.left} ${this.y(db)}H${this.width - kEdge.right}`}),
        s("text", {class: "end", x: kEdge.left - 6, y: this.y(db) + 4}, db === 80 ? `${db}` : db));
    }
    this.ground.append(s("text", {class: "end", x: kEdge.left - 6, y: this.y(90) + 4}, words().levels.axis));
    kFactHz.forEach((hz, band) => {
      if (kNames[hz]) this.ground.append(s("text", {class: "middle", x: this.x(band + 0.5), y: this.height - 6}, kNames[hz]));
    });
  }

  private paint(shown: Shown): void {
    const floor = this.y(kLeast), gap = this.width > 300 ? 1.5 : 1;
    const wide = Math.max(1, this.x(1) - this.x(0) - 2 * gap);
    shown.bands.forEach((band, i) => {
      const top = this.y(band.level), there = band.level > kLeast, over = there && (shown.all_pass || passes(band));
      const from = shown.all_pass ? floor : Math.min(floor, this.y(band.threshold));
      set(this.under[i], {x: this.x(i) + gap, width: wide, y: top, height: there ? floor - top : 0, class: over ? "under" : "under alone"});
      set(this.over[i], {x: this.x(i) + gap, width: wide, y: top, height: over ? Math.max(2, from - top) : 0});
    });
    this.paint_lines(shown.lines);
  }

  private paint_lines({ears, alike}: Lines): void {
    const shown = alike ? [0] : [0, 1];
    this.lines.replaceChildren(...shown.map((ear) => {
      let d = "";
      kFactHz.forEach((_, band) => {
        const y = this.y(Number.isFinite(ears[ear][band]) ? ears[ear][band] : kMost);
        d += `${d ? "L" : "M"}${this.x(band)} ${y}H${this.x(band + 1)}`;
      });
      return s("path", {d, class: `threshold ${alike ? "both" : ear === 0 ? "left" : "right"}`});
    }));
  }
}
