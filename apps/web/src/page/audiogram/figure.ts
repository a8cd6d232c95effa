// SPDX-License-Identifier: Apache-2.0
// An audiogram as shapes: red O right, blue X left, bone < and >, an arrow for no response; dB HL downwards. The page, the
// SVG file and the PNG file draw the same shapes.
import {short_hz, words} from "../i18n";
import {kSpeechDbSpl, kSpeechReachDb} from "../listen/speech";
import {kConductions, kEars, kHz, kLimitDb, kLimits, type Conduction, type EarName, type OwnListener, type Point} from "./model";

export type Shape = {kind: "path"; d: string; style: string} | {kind: "text"; x: number; y: number; text: string; style: string} |
  {kind: "rect"; x: number; y: number; width: number; height: number; style: string};

export interface Frame { width: number; height: number; left: number; right: number; top: number; bottom: number }
export const frame_of = (width: number, height: number): Frame => ({width, height, left: 46, right: width - 14, top: 34, bottom: height - 14});

const kOctaves = Math.log2(kHz[kHz.length - 1] / kHz[0]), kMargin = 0.35;  // octaves left and right of the outermost
export const x_of = (f: Frame, hz: number) => f.left + (Math.log2(hz / kHz[0]) + kMargin) / (kOctaves + 2 * kMargin) * (f.right - f.left);
export const y_of = (f: Frame, db: number) => {
  const {least, most} = kLimits.shownDb;
  return f.top + (Math.max(least, Math.min(most, db)) - least) / (most - least) * (f.bottom - f.top);
};
export const db_at = (f: Frame, y: number) => {
  const {least, most} = kLimits.shownDb;
  return Math.max(least, Math.min(most, least + (y - f.top) / (f.bottom - f.top) * (most - least)));
};

/** reference: 0 dB HL in dB SPL at the bands of kSpeechDbSpl; without it no speech is drawn. */
export function ground(f: Frame, bands: readonly number[], reference: ArrayLike<number> | null): Shape[] {
  const w = words().audiogram, shapes: Shape[] = [];
  shapes.push({kind: "rect", x: f.left, y: y_of(f, -10), width: f.right - f.left, height: y_of(f, 20) - y_of(f, -10), style: "typical"});
  if (reference) shapes.push(...speech(f, bands, reference));
  for (let db = 0; db <= 120; db += 10) {
    shapes.push({kind: "path", d: `M${f.left} ${y_of(f, db)}H${f.right}`, style: db % 20 ? "grid faint" : "grid"});
    if (db % 20 === 0) shapes.push({kind: "text", x: f.left - 8, y: y_of(f, db) + 4, text: String(db), style: "end"});
  }
  for (const hz of kHz) {
    const half = [750, 1500, 3000, 6000].includes(hz), room = f.width > 560;
    shapes.push({kind: "path", d: `M${x_of(f, hz)} ${f.top}V${f.bottom}`, style: half ? "grid dashed" : "grid"});
    if (!half || room) shapes.push({kind: "text", x: x_of(f, hz), y: f.top - 12, text: short_hz(hz), style: half ? "middle small" : "middle"});
  }
  shapes.push({kind: "text", x: f.left + 6, y: y_of(f, -10) + 16, text: w.typical, style: "word"},
    {kind: "text", x: f.left - 8, y: f.top - 12, text: "dB HL", style: "end small"},
    {kind: "text", x: f.left + 6, y: f.bottom - 8, text: w.low, style: "word"},
    {kind: "text", x: f.right - 6, y: f.bottom - 8, text: w.high, style: "end word"});
  if (f.width > 560) shapes.push({kind: "text", x: f.right, y: f.top - 12, text: "Hz", style: "end small"});
  return shapes;
}

function speech(f: Frame, bands: readonly number[], reference: ArrayLike<number>): Shape[] {
  const points = bands.map((hz, i) => ({hz, db: kSpeechDbSpl[i] - reference[i]})).filter(({db}) => Number.isFinite(db));
  const edge = (by: number) => points.map(({hz, db}) => `${x_of(f, hz).toFixed(1)} ${y_of(f, db + by).toFixed(1)}`);
  const d = `M${edge(-kSpeechReachDb).join("L")}L${edge(kSpeechReachDb).reverse().join("L")}Z`;
  const middle = points[Math.floor(points.length * 0.36)];
  return [{kind: "path", d, style: "speech"},
    {kind: "text", x: x_of(f, middle.hz), y: y_of(f, middle.db + 11), text: words().audiogram.speech, style: "middle word"}];
}

const kR = 6.5;
function symbol(x: number, y: number, ear: EarName, conduction: Conduction): string {
  if (conduction === "air")
    return ear === "left" ? `M${x - kR} ${y - kR}l${2 * kR} ${2 * kR}m0 ${-2 * kR}l${-2 * kR} ${2 * kR}`
      : `M${x - kR} ${y}a${kR} ${kR} 0 1 0 ${2 * kR} 0a${kR} ${kR} 0 1 0 ${-2 * kR} 0`;
  return ear === "left" ? `M${x + 5} ${y - 6}l8 6l-8 6` : `M${x - 5} ${y - 6}l-8 6l8 6`;
}
const arrow = (x: number, y: number, ear: EarName) => ear === "left" ? `M${x + 7} ${y + 7}l9 9m0 -7v7h-7` : `M${x - 7} ${y + 7}l-9 9m0 -7v7h7`;

/** Where a point is drawn: no response at the audiometer's limit. */
export const shown_db = (point: Point, conduction: Conduction) => point.db === "none" ? kLimitDb[conduction] - 10 : point.db;

export function curve(f: Frame, points: Point[], ear: EarName, conduction: Conduction, style: string): Shape[] {
  let line = "", marks = "", joined = false;
  for (const point of points) {
    const x = x_of(f, Math.max(kHz[0], Math.min(kHz[kHz.length - 1], point.hz))), y = y_of(f, shown_db(point, conduction));
    if (point.db !== "none") line += `${joined ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`;
    joined = point.db !== "none";
    marks += symbol(x, y, ear, conduction) + (point.db === "none" ? arrow(x, y, ear) : "");
  }
  return [{kind: "path", d: line, style: `curve ${ear} ${conduction} ${style}`}, {kind: "path", d: marks, style: `marks ${ear} ${style}`}];
}

export function curves(f: Frame, listener: OwnListener, active: {ear: EarName; conduction: Conduction} | null): Shape[] {
  const all = kEars.flatMap((ear) => kConductions.map((conduction) => ({ear, conduction})));
  const is_active = (one: typeof all[number]) => one.ear === active?.ear && one.conduction === active.conduction;
  const order = [...all.filter((one) => !is_active(one)), ...all.filter(is_active)];  // what is edited lies on top
  return order.flatMap((one) => curve(f, listener[one.ear][one.conduction], one.ear, one.conduction, active && !is_active(one) ? "resting" : ""));
}
