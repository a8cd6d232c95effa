// SPDX-License-Identifier: Apache-2.0
// Writes a listener's file (docs: otoscape.listener/1). Reading it is the engine's work alone.
import {adaptation, kEars, type EarName, type OwnEar, type OwnListener, type Point, type Ringing} from "./model";

/** A basic string of TOML: quotes, backslashes and what does not print are escaped. */
export function quoted(text: string): string {
  const plain = text.replace(/[\\"]/g, "\\$&").replace(/[\uD800-\uDFFF]/gu, "\uFFFD");
  return `"${plain.replace(/[\u0000-\u001F\u007F]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}"`;
}

const figure = (value: number) => String(Math.round(value * 1000) / 1000);
const key = (hz: number) => Number.isInteger(hz) ? String(hz) : `"${hz}"`;

function thresholds(name: string, points: Point[]): string[] {
  if (points.length === 0) return [];
  const entries = points.map(({hz, db}) => `${key(hz)} = ${db === "none" ? '"no response"' : figure(db)}`);
  return [`${name} = { ${entries.join(", ")} }`];
}

function layer(ear: EarName, ringing: Ringing, index: number): string[] {
  const width = ringing.kind === "noise" ? [`bandwidth_oct = ${figure(ringing.widthOct)}`] : [];
  return [`[[${ear}.tinnitus]]`, `name = "layer ${index + 1}"`, `kind = "${ringing.kind}"`,
    `pitch_hz = ${figure(ringing.pitchHz)}`, ...width, `level_db_sl = ${figure(ringing.levelDbSl)}`];
}

function ear_lines(name: EarName, ear: OwnEar): string[] {
  // An implant takes the place of an ear's own hearing where no thresholds say what is left.
  const air = ear.implant && ear.air.length === 0 ? [{hz: 250, db: "none" as const}, {hz: 8000, db: "none" as const}] : ear.air;
  const lines = [...thresholds("air_db_hl", air), ...thresholds("bone_db_hl", ear.bone)];
  if (lines.length > 0) lines.unshift(`[${name}]`);
  if (ear.implant)
    lines.push(`[${name}.implant]`, `map = ${quoted(`preset:${ear.implant.map}`)}`, 'percept = "vocoder"',
      `adaptation = ${figure(adaptation(ear.implant.months))}  # ${figure(ear.implant.months)} months after activation`);
  ear.ringing.forEach((one, i) => lines.push(...layer(name, one, i)));
  return lines;
}

export function listener_toml(listener: OwnListener): string {
  const head = ['format = "otoscape.listener/1"', `name = ${quoted(listener.name || "my audiogram")}`];
  return [...head, ...kEars.flatMap((ear) => ear_lines(ear, listener[ear]))].join("\n") + "\n";
}
