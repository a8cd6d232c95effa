// SPDX-License-Identifier: Apache-2.0
// What a link may carry. Everything is copied value by value into new objects; what does not fit refuses the whole link.
import {kConductions, kEars, kKinds, kLimits, empty_ear, with_point, type Implant, type OwnEar, type OwnListener, type Point,
  type Ringing} from "../audiogram/model";
import type {ListenerChoice, Shared, StoryChoice} from "./shared";

class Refused extends Error {}
type Raw = Record<string, unknown>;

function refuse(): never { throw new Refused(); }
function table(value: unknown, keys: readonly string[]): Raw {
  if (!value || typeof value !== "object" || Array.isArray(value)) refuse();
  if (Object.keys(value).some((key) => !keys.includes(key))) refuse();
  return value as Raw;
}
function list(value: unknown, most: number): unknown[] {
  return Array.isArray(value) && value.length <= most ? value : refuse();
}
function figure(value: unknown, {least, most}: {least: number; most: number}): number {
  return typeof value === "number" && value >= least && value <= most ? value : refuse();
}
function text(value: unknown, most: number): string {
  return typeof value === "string" && value.length <= most ? value : refuse();
}
function word<T extends string>(value: unknown, among: readonly T[]): T {
  return among.includes(value as T) ? value as T : refuse();
}
/** A preset's name: never a path. */
function name(value: unknown): string {
  const one = text(value, 60);
  return /^[A-Za-z0-9][A-Za-z0-9:.-]*$/.test(one) ? one : refuse();
}

function points(value: unknown): Point[] {
  let made: Point[] = [];
  for (const one of list(value ?? [], kLimits.points)) {
    const [hz, db] = list(one, 2);
    made = with_point(made, figure(hz, kLimits.hz), db === "none" ? db : figure(db, kLimits.db));
  }
  return made;
}
function ringing(value: unknown): Ringing {
  const raw = table(value, ["kind", "pitchHz", "widthOct", "levelDbSl"]);
  return {kind: word(raw.kind, kKinds), pitchHz: figure(raw.pitchHz, kLimits.pitchHz),
    widthOct: figure(raw.widthOct, kLimits.widthOct), levelDbSl: figure(raw.levelDbSl, kLimits.levelDbSl)};
}
function implant(value: unknown): Implant | null {
  if (value === null || value === undefined) return null;
  const raw = table(value, ["map", "months"]);
  return {map: name(raw.map), months: figure(raw.months, kLimits.months)};
}
function ear(value: unknown): OwnEar {
  if (value === undefined) return empty_ear();
  const raw = table(value, ["air", "bone", "ringing", "implant"]);
  return {air: points(raw.air), bone: points(raw.bone), ringing: list(raw.ringing ?? [], kLimits.layers).map(ringing),
    implant: implant(raw.implant)};
}

export const kMostText = 100_000;  // characters of a listener's or a story's file
function listener(value: unknown): ListenerChoice {
  const raw = table(value, ["preset", "own", "text"]);
  if (raw.preset !== undefined) return {kind: "preset", name: name(raw.preset)};
  if (raw.text !== undefined) return {kind: "text", text: text(raw.text, kMostText)};
  const own = table(raw.own, ["name", ...kEars]);
  const made: OwnListener = {name: text(own.name, kLimits.nameLength), left: ear(own.left), right: ear(own.right)};
  return {kind: "own", listener: made};
}
function story(value: unknown): StoryChoice | null {
  if (value === null || value === undefined) return null;
  const raw = table(value, ["preset", "text"]);
  return raw.preset !== undefined ? {kind: "preset", name: name(raw.preset)} : {kind: "text", text: text(raw.text, kMostText)};
}

/** Brackets within brackets, counted without parsing; strings do not matter for a limit from above. */
function too_deep(json: string, most: number): boolean {
  let depth = 0;
  for (const c of json) {
    if (c === "[" || c === "{") { if (++depth > most) return true; }
    else if (c === "]" || c === "}") --depth;
  }
  return false;
}

export const kDeepest = 10;
/** null for everything that no link of ours carries. */
export function shared_from(json: string): Shared | null {
  try {
    // A file's own text may hold any brackets, so depth is judged outside strings.
    if (too_deep(json.replace(/"(?:[^"\\]|\\.)*"/g, '""'), kDeepest)) return null;
    const raw = table(JSON.parse(json), ["v", "listener", "story", "ringing", "smearing"]);
    if (raw.v !== 1) return null;
    return {listener: listener(raw.listener), story: story(raw.story),
      ringing: word(raw.ringing ?? "off", ["off", "soft", "full"]), smearing: raw.smearing !== false};
  } catch { return null; }
}

function packed_ear(one: OwnEar): Raw {
  const pairs = Object.fromEntries(kConductions.map((c) => [c, one[c].map(({hz, db}) => [hz, db])]));
  return {...pairs, ringing: one.ringing, implant: one.implant};
}
/** The text that a link packs. */
export function shared_text(shared: Shared): string {
  const {listener: whose, story: along} = shared;
  const own = whose.kind === "own" && {name: whose.listener.name, left: packed_ear(whose.listener.left), right: packed_ear(whose.listener.right)};
  return JSON.stringify({v: 1,
    listener: whose.kind === "preset" ? {preset: whose.name} : whose.kind === "text" ? {text: whose.text} : {own},
    story: along && (along.kind === "preset" ? {preset: along.name} : {text: along.text}),
    ringing: shared.ringing, smearing: shared.smearing});
}
