// SPDX-License-Identifier: Apache-2.0
// What the page and the audio thread of live sound tell each other.
import type {ReadError, Settings} from "./types";

export interface LiveSetup { wasm: ArrayBuffer; settings: Settings }

export type LiveOrder =
  | {kind: "settings"; settings: Settings; number: number}
  | {kind: "room"; on: boolean}
  | {kind: "play"; on: boolean}
  | {kind: "end"};

export type LiveNews =
  | {kind: "ready"; latencyFrames: number}
  | {kind: "refused"; why: ReadError}
  | {kind: "done"; number: number; why: ReadError | null; latencyFrames: number}
  | {kind: "levels"; levels: Float64Array}
  | {kind: "broken"; sentence: string};
