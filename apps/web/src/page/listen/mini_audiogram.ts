// SPDX-License-Identifier: Apache-2.0
// An audiogram small enough for a card: left blue and dashed, right red, one line where both are alike.
import {app} from "../app";
import {s} from "../dom";

const kWide = 56, kHigh = 34, kEdge = 3;

export function mini_audiogram(text: string): SVGElement {
  const svg = s("svg", {class: "mini", viewBox: `0 0 ${kWide} ${kHigh}`, "aria-hidden": "true"}, s("rect", {class: "ground", width: kWide, height: kHigh, rx: 5}));
  const facts = app.engine?.listener(text);
  if (!facts || "sentence" in facts) return svg;
  const path = (ear: 0 | 1) => Array.from(facts.thresholds[ear]).map((db, i, all) => {
    const x = kEdge + i / (all.length - 1) * (kWide - 2 * kEdge), y = kEdge + Math.min(120, Math.max(0, db)) / 120 * (kHigh - 2 * kEdge);
    return `${i ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
  }).join("");
  const [left, right] = [path(0), path(1)];
  if (left === right) svg.append(s("path", {class: "both", d: left}));
  else svg.append(s("path", {class: "right", d: right}), s("path", {class: "left", d: left}));
  return svg;
}
