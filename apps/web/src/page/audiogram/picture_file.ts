// SPDX-License-Identifier: Apache-2.0
// The audiogram as a picture to keep: SVG with its colours inside, and PNG painted from the same shapes.
import {kFactHz} from "#engine";

import {app} from "../app";
import {typical} from "../listen/hearing_now";
import {words} from "../i18n";
import {curves, frame_of, ground, type Shape} from "./figure";
import type {OwnListener} from "./model";

interface Look { fill: string; stroke: string; width: number; dash: number[]; size: number; align: CanvasTextAlign }
const kWide = 720, kHigh = 640, kFont = '"DejaVu Sans", system-ui, sans-serif';

/** On white paper, whatever the page's colours are. */
function look(style: string): Look {
  const has = (name: string) => style.split(" ").includes(name);
  const ear = has("left") ? "#1f4fbf" : has("right") ? "#b3261e" : "#51606f";
  const text = {fill: has("word") ? "#51606f" : "#1b222b", size: has("title") ? 20 : has("small") ? 11 : 13,
    align: (has("end") ? "right" : has("middle") ? "center" : "left") as CanvasTextAlign};
  const none = {fill: "none", stroke: "none", width: 0, dash: [] as number[], size: 13, align: "left" as CanvasTextAlign};
  if (has("typical")) return {...none, fill: "#eef3ea"};
  if (has("speech")) return {...none, fill: "#dbe8f4"};
  if (has("grid")) return {...none, stroke: has("faint") ? "#eceff3" : "#d3dae2", width: 1, dash: has("dashed") ? [3, 4] : []};
  if (has("curve")) return {...none, stroke: ear, width: 2, dash: has("bone") ? [2, 5] : has("left") ? [7, 5] : []};
  if (has("marks")) return {...none, stroke: ear, width: 2};
  return {...none, ...text, fill: has("left") || has("right") ? ear : text.fill};
}

function shapes(listener: OwnListener): Shape[] {
  const f = {...frame_of(kWide, kHigh), top: 96, bottom: kHigh - 24}, w = words();
  const head: Shape[] = [
    {kind: "text", x: f.left, y: 32, text: listener.name || w.audiogram.chart, style: "title"},
    {kind: "text", x: f.left, y: 54, text: `O ${w.ears.right}`, style: "right"},
    {kind: "text", x: f.left + 150, y: 54, text: `X ${w.ears.left}`, style: "left"},
    {kind: "text", x: f.right, y: 54, text: `${w.audiogram.axis_hz}, ${w.audiogram.axis_db}`, style: "end word"}];
  return [...head, ...ground(f, kFactHz, app.engine && typical()[0]), ...curves(f, listener, null)];
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`).replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, "");
const anchor: Record<string, string> = {right: "end", center: "middle", left: "start"};

function as_text(shape: Shape): string {
  const {fill, stroke, width, dash, size, align} = look(shape.style);
  const paint = `fill="${fill}"` + (stroke === "none" ? "" : ` stroke="${stroke}" stroke-width="${width}"`) + (dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "");
  if (shape.kind === "path") return `<path d="${shape.d}" ${paint}/>`;
  if (shape.kind === "rect") return `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" ${paint}/>`;
  return `<text x="${shape.x}" y="${shape.y}" font-size="${size}" text-anchor="${anchor[align]}" ${paint}>${escaped(shape.text)}</text>`;
}

export function audiogram_svg(listener: OwnListener): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${kWide} ${kHigh}" width="${kWide}" height="${kHigh}" font-family="DejaVu Sans, sans-serif">\n` +
    `<rect width="${kWide}" height="${kHigh}" fill="#fff"/>\n${shapes(listener).map(as_text).join("\n")}\n</svg>\n`;
}

function paint(g: CanvasRenderingContext2D, shape: Shape): void {
  const {fill, stroke, width, dash, size, align} = look(shape.style);
  g.setLineDash(dash);
  Object.assign(g, {fillStyle: fill, strokeStyle: stroke, lineWidth: width, textAlign: align, font: `${size}px ${kFont}`});
  if (shape.kind === "text") { g.fillText(shape.text, shape.x, shape.y); return; }
  const path = new Path2D(shape.kind === "path" ? shape.d : undefined);
  if (shape.kind === "rect") path.rect(shape.x, shape.y, shape.width, shape.height);
  if (fill !== "none") g.fill(path);
  if (stroke !== "none") g.stroke(path);
}

/** Twice the size, for print and slides. */
export function audiogram_png(listener: OwnListener): Promise<Blob | null> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [2 * kWide, 2 * kHigh];
  const g = canvas.getContext("2d");
  if (!g) return Promise.resolve(null);
  g.scale(2, 2);
  g.fillStyle = "#fff";
  g.fillRect(0, 0, kWide, kHigh);
  for (const shape of shapes(listener)) paint(g, shape);
  return new Promise((done) => canvas.toBlob(done, "image/png"));
}
