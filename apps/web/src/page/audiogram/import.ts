// SPDX-License-Identifier: Apache-2.0
// Audiogram files: otoscape's TOML, the enhancement challenges' JSON, tables. TOML and JSON are judged by the engine.
import type {Engine, ReadError} from "#engine";

import {put, words} from "../i18n";
import {listener_from_csv} from "./csv";
import {empty_listener, kLimits, with_point, type OwnListener} from "./model";

export const kLargestFile = 1_000_000;  // bytes; audiograms have a few hundred
/** `own`: may be edited; `text`: used as it is; `ids`: several listeners, one is to be chosen. */
export type Imported = {kind: "own"; listener: OwnListener} | {kind: "text"; text: string} |
  {kind: "ids"; ids: string[]; pick: (index: number) => Imported} | {kind: "fault"; sentence: string};

const fault = (sentence: string): Imported => ({kind: "fault", sentence});
export const error_words = (error: ReadError) =>
  `${error.line > 0 ? `${put(words().errors.line, {line: error.line})} ` : ""}${error.sentence}` +
  (error.suggestion ? ` ${put(words().errors.suggestion, {word: error.suggestion})}` : "");

interface Challenge { audiogram_cfs: number[]; audiogram_levels_l: number[]; audiogram_levels_r: number[] }
const is_numbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.length <= kLimits.points && value.every((one) => typeof one === "number" && Number.isFinite(one));
function is_challenge(value: unknown): value is Challenge {
  const one = value as Partial<Challenge> | null;
  return !!one && typeof one === "object" && is_numbers(one.audiogram_cfs) && is_numbers(one.audiogram_levels_l) && is_numbers(one.audiogram_levels_r);
}

function from_challenge(engine: Engine, one: Challenge, name: string): Imported {
  const judged = engine.listener(JSON.stringify(one));
  if ("sentence" in judged) return fault(error_words(judged));
  const listener = empty_listener(name);
  one.audiogram_cfs.forEach((hz, i) => {
    listener.left.air = with_point(listener.left.air, hz, one.audiogram_levels_l[i]);
    listener.right.air = with_point(listener.right.air, hz, one.audiogram_levels_r[i]);
  });
  return {kind: "own", listener};
}

function from_json(engine: Engine, text: string, name: string): Imported {
  let parsed: unknown;
  try { parsed = JSON.parse(text); } catch { return fault(words().errors.json); }
  if (is_challenge(parsed)) return from_challenge(engine, parsed, name);
  const all = parsed && typeof parsed === "object" && !Array.isArray(parsed) ? Object.entries(parsed) : [];
  const fitting = all.filter((entry): entry is [string, Challenge] => is_challenge(entry[1]));
  if (fitting.length === 0) return fault(words().errors.json);
  const ids = fitting.map(([id]) => id.slice(0, kLimits.nameLength));
  const pick = (index: number) => from_challenge(engine, fitting[index][1], ids[index]);
  return fitting.length === 1 ? pick(0) : {kind: "ids", ids, pick};
}

/** By what is in it, not by its name: a brace opens JSON, `format =` is our TOML, all else is a table. */
export function import_text(engine: Engine, text: string, name: string): Imported {
  if (/^\s*\{/.test(text)) return from_json(engine, text, name);
  if (/^[ \t]*format[ \t]*=/m.test(text)) {
    const judged = engine.listener(text);
    return "sentence" in judged ? fault(error_words(judged)) : {kind: "text", text};
  }
  const read = listener_from_csv(text);
  if (!("fault" in read)) return {kind: "own", listener: {...read, name}};
  return fault(put(words().errors[`csv_${read.fault}`], {line: read.line}));
}

export async function import_file(engine: Engine, file: File): Promise<Imported> {
  if (file.size > kLargestFile) return fault(words().errors.large);
  let bytes: ArrayBuffer, text: string;
  try { bytes = await file.arrayBuffer(); } catch { return fault(words().errors.unread); }  // a folder, or gone
  try { text = new TextDecoder("utf-8", {fatal: true}).decode(bytes); } catch { return fault(words().errors.binary); }
  return import_text(engine, text, file.name.replace(/\.[^.]*$/, "").slice(0, kLimits.nameLength));
}
