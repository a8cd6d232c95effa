// SPDX-License-Identifier: Apache-2.0
// A listener of one's own: what the audiogram's place edits, a link carries and a file is written from.
export const kEars = ["left", "right"] as const;
export type EarName = typeof kEars[number];
export const kConductions = ["air", "bone"] as const;
export type Conduction = typeof kConductions[number];
export const kKinds = ["tone", "noise", "pulsatile", "low-fluctuating", "crickets"] as const;
export type RingingKind = typeof kKinds[number];

/** A threshold in dB HL, or no response up to the audiometer's limit. */
export interface Point { hz: number; db: number | "none" }
export interface Ringing { kind: RingingKind; pitchHz: number; widthOct: number; levelDbSl: number }
export interface Implant { map: string; months: number }
export interface OwnEar { air: Point[]; bone: Point[]; ringing: Ringing[]; implant: Implant | null }
export interface OwnListener { name: string; left: OwnEar; right: OwnEar }

/** The audiometer's frequencies, in hertz. */
export const kHz = [125, 250, 500, 750, 1000, 1500, 2000, 3000, 4000, 6000, 8000] as const;
export const kLimits = {
  hz: {least: 20, most: 20000}, db: {least: -20, most: 130}, shownDb: {least: -10, most: 120},
  pitchHz: {least: 100, most: 12000}, widthOct: {least: 0, most: 2}, levelDbSl: {least: 0, most: 30},
  months: {least: 0, most: 60}, points: 40, layers: 4, nameLength: 80,
};
/** What audiometers cannot test further: drawn there with an arrow where there is no response. */
export const kLimitDb: Record<Conduction, number> = {air: 120, bone: 75};

export const empty_ear = (): OwnEar => ({air: [], bone: [], ringing: [], implant: null});
export const empty_listener = (name = ""): OwnListener => ({name, left: empty_ear(), right: empty_ear()});
export const copy = (listener: OwnListener): OwnListener => structuredClone(listener);

/** Points stay in order of frequency, one each. `db` undefined takes the point away. */
export function with_point(points: Point[], hz: number, db: number | "none" | undefined): Point[] {
  const rest = points.filter((point) => point.hz !== hz);
  if (db !== undefined) rest.push({hz, db});
  return rest.sort((a, b) => a.hz - b.hz);
}

/** Linear in dB over log frequency, held beyond the ends, as the library reads it; undefined without points. */
export function threshold_at(points: Point[], hz: number): number | undefined {
  if (points.length === 0) return undefined;
  const level = (point: Point) => point.db === "none" ? 120 : point.db;
  const next = points.findIndex((point) => point.hz >= hz);
  if (next < 0) return level(points[points.length - 1]);
  if (next === 0 || points[next].hz === hz) return level(points[next]);
  const [a, b] = [points[next - 1], points[next]];
  return level(a) + Math.log(hz / a.hz) / Math.log(b.hz / a.hz) * (level(b) - level(a));
}

/**
 * How far hearing has adapted to an implant, 0 (first day) to 1: the presets have 0.5 after three months and 0.9 after
 * two years; linear up to three months, then in proportion to the logarithm of time. Ours.
 */
export function adaptation(months: number): number {
  if (months <= 3) return Math.max(0, months) / 6;
  return Math.min(1, 0.5 + 0.4 * Math.log(months / 3) / Math.log(8));
}

/** The mean of 0.5, 1, 2 and 4 kHz by air in dB HL, as WHO grades use it; undefined without thresholds. */
export function four_tone_mean(ear: OwnEar): number | undefined {
  const four = [500, 1000, 2000, 4000].map((hz) => threshold_at(ear.air, hz));
  return four.some((db) => db === undefined) ? undefined : four.reduce<number>((sum, db) => sum + db!, 0) / 4;
}

/** Thresholds by ear at frequencies, as the engine gives them; 110 and more is no response. */
export function from_thresholds(hz: readonly number[], thresholds: readonly [Float64Array, Float64Array], name: string): OwnListener {
  const listener = empty_listener(name);
  kEars.forEach((ear, i) => {
    listener[ear].air = hz.map((at, k) => ({hz: at, db: thresholds[i][k] >= 110 ? "none" as const : Math.round(thresholds[i][k] * 2) / 2}));
  });
  return listener;
}
