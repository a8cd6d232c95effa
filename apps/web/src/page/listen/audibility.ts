// SPDX-License-Identifier: Apache-2.0
// What of a sound reaches a listener: bands above the threshold, and how much of speech's bands.
import {kImportance, kSpeechReachDb} from "./speech";

type Bands = ArrayLike<number>;
/** by_heard: what reaches the listener is told from what comes out, as no threshold tells it. */
export interface Hearing { thresholds: readonly [Bands, Bands]; implant: boolean; by_heard: boolean }
export interface Band { level: number; threshold: number }

/** Of each band: level and threshold at the ear where it stands out more. */
export function better_ear(levels: readonly [Bands, Bands], thresholds: readonly [Bands, Bands]): Band[] {
  return Array.from({length: levels[0].length}, (_, i) => {
    const [a, b] = [0, 1].map((ear) => ({level: levels[ear][i], threshold: thresholds[ear][i]}));
    return a.level - a.threshold >= b.level - b.threshold ? a : b;
  });
}

export const passes = ({level, threshold}: Band) => level >= threshold;  // false for NaN

/** Bands that typical hearing would hear, and those of them that reach this listener. */
export function bands_reached(room: readonly Band[], own: readonly Band[]): {there: number; reached: number} {
  const there = room.map(passes);
  return {there: there.filter(Boolean).length, reached: own.filter((band, i) => there[i] && passes(band)).length};
}

/** A band's audible part, 0 to 1: whole where even the soft parts of speech lie above the threshold (ANSI S3.5-1997). */
function audible({level, threshold}: Band): number {
  return Math.max(0, Math.min(1, (level + kSpeechReachDb - threshold) / (2 * kSpeechReachDb) || 0));
}

/**
 * How much of the speech that typical hearing would get reaches this listener, 0 to 1, bands weighted by their
 * importance. NaN where typical hearing gets next to nothing.
 */
export function speech_audible(room: readonly Band[], own: readonly Band[]): number {
  let whole = 0, part = 0;
  own.forEach((band, i) => {
    const typical = audible(room[i]);
    whole += kImportance[i] * typical;
    part += kImportance[i] * Math.min(typical, audible(band));
  });
  return whole < 0.1 ? NaN : part / whole;
}

/** 0 (not audible) to 4 (audible), for words and a meter of four steps. Ours. */
export const speech_step = (audible: number) =>
  audible < 0.03 ? 0 : audible < 0.2 ? 1 : audible < 0.6 ? 2 : audible < 0.9 ? 3 : 4;
