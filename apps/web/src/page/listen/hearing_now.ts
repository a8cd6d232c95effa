// SPDX-License-Identifier: Apache-2.0
// Whose thresholds hold at this moment: the listener's, or the story's at the play head.
import {kFactHz} from "#engine";

import {app} from "../app";
import {listener_text, story_text} from "../share/shared";
import {session} from "./session";
import {StoryArc} from "./story_arc";
import type {Hearing} from "./audibility";

type Ears = [Float64Array, Float64Array];
const silent = (): Ears => [new Float64Array(kFactHz.length), new Float64Array(kFactHz.length)];
const kImplant = /^[ \t]{0,20}\[(?:both|left|right)\.implant\]/m;

let typical_: Ears | null = null;
export function typical(): Ears {
  if (!app.engine) return silent();
  return typical_ ??= app.engine.thresholdDbSpl("preset:normal");
}

/** Whether the listener, or the story, has ringing of its own. */
export function rings(): boolean {
  const arc = arc_now();
  if (arc) return arc.ringing.some((db) => db >= 0);
  const text = listener_text(app.listener);
  return text === "preset:early-noise-damage" || /^[ \t]{0,20}\[\[(?:both|left|right)\.tinnitus\]\]/m.test(whole_text(text));
}

let kept: {key: string; hearing: Hearing} | null = null;
let kept_arc: {text: string; arc: StoryArc | null} | null = null;

/** The text that a preset stands for; "" where the library makes it. */
function whole_text(text: string): string {
  return text.startsWith("preset:") ? app.presets("listener").find((one) => one.name === text.slice(7))?.text ?? "" : text;
}

export function arc_now(): StoryArc | null {
  if (!app.engine || !app.story) return null;
  const text = story_text(app.story);
  if (kept_arc?.text !== text) {
    const facts = app.engine.scene(text);
    kept_arc = {text, arc: "sentence" in facts ? null : new StoryArc(app.engine, text, facts)};
  }
  return kept_arc.arc;
}

/** Seconds of the story in a second of the sound. */
export const story_rate = (arc: StoryArc) =>
  app.stretches && session.file && session.file.durationS > 0 ? arc.lengthS / session.file.durationS : 1;
/** Where the story is; at its start without a sound. */
export const scene_time = (arc: StoryArc) => (session.file?.timeS ?? 0) * story_rate(arc);

export function hearing_now(): Hearing {
  const arc = arc_now();
  if (arc && session.file) {
    const at = scene_time(arc), zero = typical(), hl = arc.thresholds(at);
    if (!arc.inside(at)) return {thresholds: zero, implant: false, by_heard: false};
    const thresholds = hl.map((ear, i) => ear.map((db, k) => db >= 110 ? Infinity : zero[i][k] + db)) as unknown as [number[], number[]];
    return {thresholds, implant: false, by_heard: true};  // an implant may hear past them, and only for a while
  }
  const text = listener_text(app.listener);
  if (!app.engine) return {thresholds: silent(), implant: false, by_heard: false};
  if (kept?.key !== text) {
    const implant = kImplant.test(whole_text(text));
    kept = {key: text, hearing: {thresholds: app.engine.thresholdDbSpl(text), implant, by_heard: implant}};
  }
  return kept.hearing;
}
