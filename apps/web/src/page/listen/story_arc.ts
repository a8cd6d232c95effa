// SPDX-License-Identifier: Apache-2.0
// A story over time, sampled once: thresholds, ringing, whose ears; and what can be said of it in words.
import {kFactHz, type Engine, type SceneFacts} from "#engine";

export type CueKind = "inside" | "room" | "ringing" | "ringing_ends" | "drop" | "duller" | "back" | "stress";
export interface Cue { atS: number; kind: CueKind }
const kSteps = 480;  // samples of the whole

export class StoryArc {
  readonly lengthS: number;
  readonly times: Float64Array;
  readonly perspective: Float64Array;
  readonly stress: Float64Array;
  readonly ringing: Float64Array;                 // dB SPL at the louder ear; -1 for none
  readonly ears: readonly [Float64Array, Float64Array];  // dB HL, mean of 0.5, 1, 2 and 4 kHz
  readonly lost: Float64Array;                    // the mean of both ears
  readonly alike: boolean;
  readonly cues: Cue[];
  private readonly dbHl: readonly [Float64Array[], Float64Array[]];  // [ear][band][time]

  constructor(engine: Engine, text: string, readonly facts: SceneFacts) {
    this.lengthS = Math.max(0.001, facts.lengthS);
    this.times = Float64Array.from({length: kSteps}, (_, i) => i / (kSteps - 1) * this.lengthS);
    const curve = (kind: Parameters<Engine["sceneCurve"]>[1], ear: 0 | 1 = 0, hz = 1000) => engine.sceneCurve(text, kind, ear, hz, this.times);
    this.perspective = curve("perspective");
    this.stress = curve("stress");
    const [left, right] = [curve("ringing", 0), curve("ringing", 1)];
    this.ringing = left.map((db, i) => Math.max(db, right[i]));
    this.dbHl = [0, 1].map((ear) => kFactHz.map((hz) => curve("threshold", ear as 0 | 1, hz))) as unknown as [Float64Array[], Float64Array[]];
    const four = [500, 1000, 2000, 4000].map((hz) => kFactHz.indexOf(hz));
    const mean = (ear: 0 | 1) => this.times.map((_, i) => four.reduce((sum, band) => sum + this.dbHl[ear][band][i], 0) / 4);
    this.ears = [mean(0), mean(1)];
    this.lost = this.ears[0].map((db, i) => (db + this.ears[1][i]) / 2);
    this.alike = this.ears[0].every((db, i) => Math.abs(db - this.ears[1][i]) < 0.5);
    this.cues = cues_of(this);
  }

  private index(sceneS: number): number {
    return Math.max(0, Math.min(kSteps - 1, Math.round(sceneS / this.lengthS * (kSteps - 1))));
  }

  /** Thresholds in dB HL by ear at kFactHz; 120 is no response. */
  thresholds(sceneS: number): [number[], number[]] {
    const i = this.index(sceneS);
    return [this.dbHl[0].map((band) => band[i]), this.dbHl[1].map((band) => band[i])];
  }

  inside(sceneS: number): boolean { return this.perspective[this.index(sceneS)] >= 0.5; }
}

const kLeastS = 1.2;  // between two cues
const kSameS = 5;     // between two of the same

/** Changes that an audience would notice, in the words of captions. Ours: 15 dB, 6 dB of ringing, half a turn of stress. */
export function cues_of(arc: Pick<StoryArc, "times" | "perspective" | "stress" | "ringing" | "lost">): Cue[] {
  const cues: Cue[] = [];
  let inside = arc.perspective[0] >= 0.5, lost = arc.lost[0], rings = arc.ringing[0], stress = arc.stress[0];
  const add = (atS: number, kind: CueKind) => {
    const last = cues[cues.length - 1];
    if (!last || last.kind !== kind || atS - last.atS > kSameS) cues.push({atS, kind});
  };
  arc.times.forEach((atS, i) => {
    const now = arc.perspective[i] >= 0.5;
    if (now !== inside) add(atS, now ? "inside" : "room");
    inside = now;
    if (arc.lost[i] - lost >= 15) { add(atS, arc.lost[i] >= 75 ? "drop" : "duller"); lost = arc.lost[i]; }
    if (lost - arc.lost[i] >= 15) { add(atS, "back"); lost = arc.lost[i]; }
    if (arc.ringing[i] - rings >= 6) { add(atS, "ringing"); rings = arc.ringing[i]; }
    if (rings - arc.ringing[i] >= 12) { if (arc.ringing[i] < 5) add(atS, "ringing_ends"); rings = arc.ringing[i]; }
    if (arc.stress[i] - stress >= 0.5) { add(atS, "stress"); stress = arc.stress[i]; }
    if (stress - arc.stress[i] >= 0.5) stress = arc.stress[i];
  });
  return thin(cues);
}

/** One cue at a time: of those closer than `kLeastS` the first, and whose ears it is before all else. */
function thin(cues: Cue[]): Cue[] {
  const weight = (cue: Cue) => cue.kind === "inside" || cue.kind === "room" ? 2 : cue.kind === "drop" ? 3 : 1;
  return cues.filter((cue) => !cues.some((other) => other !== cue && Math.abs(other.atS - cue.atS) < kLeastS &&
    (weight(other) > weight(cue) || (weight(other) === weight(cue) && other.atS < cue.atS))));
}
