// SPDX-License-Identifier: Apache-2.0
// A story as a picture: what is lost downwards, ringing, and in whose ears we are; a line follows the sound.
import {h, s, set} from "../dom";
import {clock, put, words} from "../i18n";
import type {StoryArc} from "./story_arc";

const kWide = 1000, kHigh = 190, kTop = 8, kBottom = 150, kBand = {top: 160, high: 12};

function line(arc: StoryArc, values: Float64Array, least: number, most: number): string {
  let d = "", joined = false;
  values.forEach((value, i) => {
    if (value < least) { joined = false; return; }
    const x = arc.times[i] / arc.lengthS * kWide, y = kTop + (Math.min(most, value) - least) / (most - least) * (kBottom - kTop);
    d += `${joined ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    joined = true;
  });
  return d;
}

function inside_bands(arc: StoryArc): SVGElement[] {
  const made: SVGElement[] = [];
  let from = -1;
  arc.perspective.forEach((value, i) => {
    const inside = value >= 0.5, last = i === arc.times.length - 1;
    if (inside && from < 0) from = arc.times[i];
    if (from >= 0 && (!inside || last)) {
      const [a, b] = [from, arc.times[i]].map((t) => t / arc.lengthS * kWide);
      made.push(s("rect", {class: "inside", x: a, width: Math.max(1, b - a), y: kBand.top, height: kBand.high, rx: 3}));
      from = -1;
    }
  });
  return made;
}

export class ArcChart {
  readonly figure: HTMLElement;
  private readonly cursor = s("path", {class: "cursor"});

  constructor(arc: StoryArc) {
    const w = words().story;
    const lost = line(arc, arc.lost, 0, 120);
    // Ringing rises upwards from the picture's foot, in its own scale of 0 to 60 dB SPL.
    const rings = line(arc, arc.ringing.map((db) => db < 0 ? -1 : 60 - Math.min(60, db)), 0, 60);
    const svg = s("svg", {class: "arc", viewBox: `0 0 ${kWide} ${kHigh}`, preserveAspectRatio: "none", role: "img",
      "aria-label": put(w.arc_label, {title: arc.facts.title, length: clock(arc.lengthS)})},
      ...[0, 30, 60, 90, 120].map((db) => s("path", {class: "grid", d: `M0 ${kTop + db / 120 * (kBottom - kTop)}H${kWide}`})),
      s("path", {class: "lost-area", d: `${lost}L${kWide} ${kTop}L0 ${kTop}Z`}), s("path", {class: "lost", d: lost}),
      s("path", {class: "rings", d: rings}),
      s("rect", {class: "outside", x: 0, width: kWide, y: kBand.top, height: kBand.high, rx: 3}), ...inside_bands(arc), this.cursor);
    this.figure = h("figure", {class: "arc-figure"}, svg, h("figcaption", {class: "legend"},
      h("span", {class: "key line lost"}, w.lost), h("span", {class: "key line rings"}, w.rings), h("span", {class: "key band"}, w.inside)));
    this.place(0);
  }

  /** part: 0 to 1 of the whole. */
  place(part: number): void {
    const x = Math.max(0, Math.min(1, part)) * kWide;
    set(this.cursor, {d: `M${x.toFixed(1)} 0V${kHigh}`});
  }
}
