// SPDX-License-Identifier: Apache-2.0
// Low sounds of the room to the hand, on phones that may tremble: the share of each tenth of a second in which the motor
// runs follows the level of 125 to 315 Hz. Off at first.
import {kFactHz} from "#engine";

import {session} from "./session";
import {also_stops} from "../stop";

const kStepMs = 100, kLeastDb = 45, kMostDb = 80, kMostHz = 315;
export const can_vibrate = () => "vibrate" in navigator && matchMedia("(pointer: coarse)").matches;

/** Milliseconds of motion in a step, 0 to 100, for band levels in dB SPL. */
export function motion_ms(levels: ArrayLike<number>): number {
  let power = 0;
  kFactHz.forEach((hz, i) => { if (hz <= kMostHz && levels[i] > 0) power += 10 ** (levels[i] / 10); });
  const part = (10 * Math.log10(power + 1e-9) - kLeastDb) / (kMostDb - kLeastDb);
  return Math.round(Math.max(0, Math.min(1, part)) * kStepMs);
}

let on = false, timer = 0;
export function set_vibration(wish: boolean): void {
  on = wish;
  clearInterval(timer);
  navigator.vibrate?.(0);
  if (on) timer = window.setInterval(() => {
    const ms = session.sounding && session.levels ? Math.max(...session.levels.room.map(motion_ms)) : 0;
    if (ms > 10) navigator.vibrate(ms);
  }, kStepMs);
}
export const vibrates = () => on;
also_stops(() => navigator.vibrate?.(0));
