// SPDX-License-Identifier: Apache-2.0
// Audiograms as tables: otoscape's own (ear, conduction, frequency_hz, threshold_db_hl, response) and the plain ones
// that people type (frequency, left, right). Comma, semicolon or tab; a decimal comma where the others separate.
import {empty_listener, kLimits, with_point, type Conduction, type EarName, type OwnListener, type Point} from "./model";

export type CsvFault = {fault: "empty" | "header" | "row"; line: number};
const kMost = 2000;     // rows
const kMostCells = 30;  // of a row

function separator(line: string): string {
  return ["\t", ";", ","].find((one) => line.includes(one)) ?? ",";
}

/** A level, "none" for no response, undefined for an empty cell, null for anything else. */
function level(cell: string, decimal_comma: boolean): Point["db"] | undefined | null {
  const text = cell.trim().toLowerCase();
  if (text === "") return undefined;
  if (/^(nr|no response|none|keine antwort|>\s*-?\d+|-?\d+\s*(\+|↓))$/.test(text)) return "none";
  const value = Number(decimal_comma ? text.replace(",", ".") : text);
  return Number.isFinite(value) && value >= kLimits.db.least && value <= kLimits.db.most ? value : null;
}

function hertz(cell: string, decimal_comma: boolean): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*(k?)(?:hz)?$/i.exec(cell.trim());
  if (!match) return null;
  const value = Number(decimal_comma ? match[1].replace(",", ".") : match[1]) * (match[2] ? 1000 : 1);
  return value >= kLimits.hz.least && value <= kLimits.hz.most ? value : null;
}

interface Column { ear: EarName; conduction: Conduction }

/** "left", "L", "rechts", "right bone": whose column it is. */
function column(cell: string): Column | null {
  const text = cell.trim().toLowerCase();
  const ear = /^(left|l|links)\b/.test(text) ? "left" : /^(right|r|rechts)\b/.test(text) ? "right" : null;
  if (!ear) return null;
  return {ear, conduction: /\b(bone|bc|knochen)/.test(text) ? "bone" : "air"};
}

function plain_table(rows: string[][], comma: boolean): OwnListener | CsvFault {
  const columns = rows[0].map(column);
  if (!columns.some(Boolean)) return {fault: "header", line: 1};
  const listener = empty_listener();
  for (let i = 1; i < rows.length; ++i) {
    const hz = hertz(rows[i][0], comma);
    if (hz === null) return {fault: "row", line: i + 1};
    for (let k = 1; k < rows[i].length; ++k) {
      const at = columns[k], db = level(rows[i][k], comma);
      if (db === null) return {fault: "row", line: i + 1};
      if (at && db !== undefined) listener[at.ear][at.conduction] = with_point(listener[at.ear][at.conduction], hz, db);
    }
  }
  return listener;
}

function own_table(rows: string[][], comma: boolean): OwnListener | CsvFault {
  const listener = empty_listener();
  for (let i = 1; i < rows.length; ++i) {
    const [ear, conduction, at, cell = "", response = "yes"] = rows[i].map((one) => one.trim());
    const hz = hertz(at ?? "", comma), db = response === "no" ? "none" : level(cell, comma);
    const fits = (ear === "left" || ear === "right") && (conduction === "air" || conduction === "bone");
    if (!fits || hz === null || db === null || db === undefined) return {fault: "row", line: i + 1};
    listener[ear][conduction] = with_point(listener[ear][conduction], hz, db);
  }
  return listener;
}

export function listener_from_csv(text: string): OwnListener | CsvFault {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  while (lines.length > 0 && lines[lines.length - 1].trim() === "") lines.pop();
  if (lines.length < 2 || lines.length > kMost) return {fault: "empty", line: 1};
  const by = separator(lines[0]);
  const rows = lines.map((line) => line.split(by, kMostCells).map((cell) => cell.slice(0, 40).trim().replace(/^"(.*)"$/, "$1")));
  const own = rows[0].length >= 4 && rows[0][0].trim() === "ear" && rows[0][1].trim() === "conduction";
  const read = own ? own_table(rows, by !== ",") : plain_table(rows, by !== ",");
  if ("fault" in read) return read;
  const points = [read.left, read.right].flatMap((ear) => [ear.air, ear.bone]);
  if (points.some((one) => one.length > kLimits.points) || points.every((one) => one.length === 0)) return {fault: "empty", line: 1};
  return read;
}

export function csv_from_listener(listener: OwnListener): string {
  const rows = (["left", "right"] as const).flatMap((ear) => (["air", "bone"] as const).flatMap((conduction) =>
    listener[ear][conduction].map(({hz, db}) => `${ear},${conduction},${hz},${db === "none" ? ",no" : `${db},yes`}`)));
  return ["ear,conduction,frequency_hz,threshold_db_hl,response", ...rows].join("\n") + "\n";
}
